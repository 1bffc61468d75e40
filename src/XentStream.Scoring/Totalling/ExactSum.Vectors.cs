using System.Runtime.Intrinsics;

namespace XentStream.Scoring.Totalling;

// Many numbers at once: eight at a time, in four levels.
public sealed partial class ExactSum
{
    private const int Lanes = 8;

    // So many numbers below 2^20 leave room in a double of any level.
    private const int MaxChunk = 1024;
    private const double Limit = 1 << 20;

    // 1.5·2^52·q: adding and taking it off again rounds to a multiple of q (J. Demmel and H. D. Nguyen, "Fast reproducible floating-point summation", 2013).
    private static double LevelOf(int exponent) => Math.ScaleB(1.5, 52 + exponent);

    /// <summary>Adds numbers: the same sum as of adding each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is infinite or NaN.</exception>
    public void AddAll(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            var chunk = values[..Math.Min(MaxChunk, values.Length)];
            var inVectors = TryAddVectors(chunk[..(chunk.Length / Lanes * Lanes)]) ? chunk.Length / Lanes * Lanes : 0;
            foreach (var value in chunk[inVectors..])
            {
                Add(value);
            }

            values = values[chunk.Length..];
        }
    }

    // Each level takes the multiples of its quantum off what the one before left. Whatever is left behind the last, or too large for the first, is for the loop.
    private bool TryAddVectors(ReadOnlySpan<double> values)
    {
        var (m0, m1, m2, m3) = (Vector512.Create(LevelOf(-20)), Vector512.Create(LevelOf(-52)), Vector512.Create(LevelOf(-84)), Vector512.Create(LevelOf(-116)));
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (left, largest) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < values.Length; i += Lanes)
        {
            var x = Vector512.Create(values[i..]);
            largest = Vector512.Max(largest, Vector512.Abs(x));
            var q = (x + m0) - m0;
            (s0, x) = (s0 + q, x - q);
            q = (x + m1) - m1;
            (s1, x) = (s1 + q, x - q);
            q = (x + m2) - m2;
            (s2, x) = (s2 + q, x - q);
            q = (x + m3) - m3;
            (s3, x) = (s3 + q, x - q);
            left |= x;
        }

        if (!Vector512.LessThanAll(largest, Vector512.Create(Limit)) || !Vector512.EqualsAll(left, Vector512<double>.Zero))
        {
            return false;
        }

        // Sums of a level are exact in any order.
        Add(Vector512.Sum(s0));
        Add(Vector512.Sum(s1));
        Add(Vector512.Sum(s2));
        Add(Vector512.Sum(s3));
        return true;
    }
}
