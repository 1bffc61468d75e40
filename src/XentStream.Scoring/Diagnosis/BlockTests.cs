using System.Runtime.CompilerServices;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What is asked of the lines of a block: the same as <see cref="LineTests"/> ask of one line.</summary>
internal static class BlockTests
{
    extension(LineBlock block)
    {
        /// <summary>Whether all lines hold a single 1 among zeros.</summary>
        public bool AreOneHot()
        {
            var are = block.Numbers.AreZeroOne();
            for (var line = 0; line < block.Count && are; line++)
            {
                are = block[line].Sum() == 1;
            }

            return are;
        }

        /// <summary>Whether all lines are distributions.</summary>
        public bool AreDistributions(double tolerance, bool allowsZeros)
        {
            var are = block.Numbers.AreWithin(0, double.PositiveInfinity);
            for (var line = 0; line < block.Count && are; line++)
            {
                var sum = block[line].Sum();
                are = Math.Abs(sum - 1) <= tolerance || (allowsZeros && sum == 0);
            }

            return are;
        }

        /// <summary>Whether the sum of every line is 1.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool SumToOne(double tolerance)
        {
            var are = true;
            for (var line = 0; line < block.Count && are; line++)
            {
                are = Math.Abs(block[line].Sum() - 1) <= tolerance;
            }

            return are;
        }
    }
}
