using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What is asked of the lines of a tensor. All stop at the first line that answers.</summary>
internal static class LineTests
{
    extension(AxisLines lines)
    {
        /// <summary>Whether there are lines, and all hold a single 1 among zeros.</summary>
        public bool AreOneHot()
        {
            foreach (var block in lines.Blocks())
            {
                if (!block.AreOneHot())
                {
                    return false;
                }
            }

            return lines.Count > 0;
        }

        /// <summary>Whether there are lines, and all are distributions.</summary>
        public bool AreDistributions(double tolerance, bool allowsZeros)
        {
            foreach (var block in lines.Blocks())
            {
                if (!block.AreDistributions(tolerance, allowsZeros))
                {
                    return false;
                }
            }

            return lines.Count > 0;
        }

        /// <summary>Whether the sum of every line is 1.</summary>
        public bool SumToOne(double tolerance)
        {
            if (lines.Beside > 1)
            {
                return lines.Count == 0 || (Math.Abs(lines[0].Sum() - 1) <= tolerance && SumToOneBeside(lines, tolerance));
            }

            foreach (var block in lines.Blocks())
            {
                if (!block.SumToOne(tolerance))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Whether the log-sum-exp of every line is 0.</summary>
        public bool LogSumToZero(double tolerance)
        {
            for (var line = 0L; line < lines.Count; line++)
            {
                if (!lines[line].HasLogSumZero(tolerance))
                {
                    return false;
                }
            }

            return true;
        }
    }

    // Lines beside each other are summed up side by side, each in the order of its numbers, as they lie in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SumToOneBeside(AxisLines lines, double tolerance)
    {
        var sums = new double[lines.Beside];
        for (var first = 0L; first < lines.Count; first += lines.Beside)
        {
            Array.Clear(sums);
            foreach (var block in lines.Across(first))
            {
                for (var i = 0; i < block.Count; i++)
                {
                    var numbers = block[i];
                    for (var line = 0; line < sums.Length; line++)
                    {
                        sums[line] += numbers[line];
                    }
                }
            }

            foreach (var sum in sums)
            {
                if (!(Math.Abs(sum - 1) <= tolerance))
                {
                    return false;
                }
            }
        }

        return true;
    }

    extension(DenseRow row)
    {
        public double Sum()
        {
            var sum = 0.0;
            for (var c = 0; c < row.Classes; c++)
            {
                sum += row[c];
            }

            return sum;
        }

        public bool IsZero()
        {
            for (var c = 0; c < row.Classes; c++)
            {
                if (row[c] != 0)
                {
                    return false;
                }
            }

            return true;
        }

        public bool IsOneHot()
        {
            var ones = 0;
            for (var c = 0; c < row.Classes; c++)
            {
                if (row[c] is not (0 or 1))
                {
                    return false;
                }

                ones += row[c] == 1 ? 1 : 0;
            }

            return ones == 1;
        }

        /// <summary>Whether the numbers are ≥ 0 and sum to 1; zeros alone where they are allowed.</summary>
        public bool IsDistribution(double tolerance, bool allowsZeros)
        {
            var sum = 0.0;
            for (var c = 0; c < row.Classes; c++)
            {
                if (!(row[c] >= 0))
                {
                    return false;
                }

                sum += row[c];
            }

            return Math.Abs(sum - 1) <= tolerance || (allowsZeros && sum == 0);
        }

        /// <summary>Whether all numbers are in [0, 1].</summary>
        public bool IsWithinUnit(double tolerance)
        {
            for (var c = 0; c < row.Classes; c++)
            {
                if (!(row[c] >= -tolerance && row[c] <= 1 + tolerance))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Whether ln Σ e^x is 0. A number above 0 answers at once.</summary>
        public bool HasLogSumZero(double tolerance)
        {
            var max = double.NegativeInfinity;
            for (var c = 0; c < row.Classes; c++)
            {
                if (!(row[c] <= tolerance))
                {
                    return false;
                }

                max = Math.Max(max, row[c]);
            }

            var sum = 0.0;
            for (var c = 0; c < row.Classes && double.IsFinite(max); c++)
            {
                sum += Exponential.OfNegative(row[c] - max);
            }

            return sum > 0 && Math.Abs(max + Logarithm.Of(sum)) <= tolerance;
        }

        /// <summary>ln Σ e^x.</summary>
        public double LogSum()
        {
            var (max, sum) = (row[row.Top()], 0.0);
            for (var c = 0; c < row.Classes && double.IsFinite(max); c++)
            {
                sum += Exponential.OfNegative(row[c] - max);
            }

            return max + Logarithm.Of(sum);
        }

        /// <summary>Where the largest number is, of equal ones the first.</summary>
        public int Top()
        {
            var (top, most) = (0, row[0]);
            for (var c = 1; c < row.Classes; c++)
            {
                var number = row[c];
                (top, most) = number > most ? (c, number) : (top, most);
            }

            return top;
        }
    }
}
