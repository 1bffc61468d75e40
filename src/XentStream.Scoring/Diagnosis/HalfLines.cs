using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What <see cref="UsualBatch"/> asks of scores in F16 and BF16: their bits, of which those below 0 are turned round, are in the order of the numbers.</summary>
internal static class HalfLines
{
    private const int Numbers = UsualBatch.Numbers;

    // What the rules allow to F16 grows with the classes.
    private const int MaxClasses = 1 << 16;

    // The bits of 1.25 and 0.25: to half precision the rules allow less than 0.05 beside 0 and 1, to so many classes.
    private static readonly (short One, short Zero) OfF16 = (0x3D00, 0x3400);
    private static readonly (short One, short Zero) OfBF16 = (0x3FA0, 0x3E80);

    /// <summary>Whether the first row is no distribution, and the first line over the rows, where there are several, neither one nor its logarithm. Otherwise nothing is said.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool AreOutside(in ScorableBatch batch)
    {
        if (batch.Scores.Type is not (ElementType.F16 or ElementType.BF16) || batch.Classes > MaxClasses)
        {
            return false;
        }

        var (classes, (one, zero)) = (batch.Classes, batch.Scores.Type == ElementType.F16 ? OfF16 : OfBF16);
        var bits = MemoryMarshal.Cast<byte, short>(batch.Scores.Bytes);
        var row = OrderOf(Vector128.Create(bits));
        var isRowOutside = ((Above(row, one) | Below(row, zero)) & ((1u << Math.Min(classes, Numbers)) - 1)) != 0;
        return isRowOutside && (batch.Rows == 1 || IsLineOutside(LineOf(bits, classes), one, zero));
    }

    private static bool IsLineOutside(Vector128<short> line, short one, short zero) => Above(line, one) != 0 || (Above(line, zero) != 0 && Below(line, zero) != 0);

    private static Vector128<short> LineOf(ReadOnlySpan<short> bits, int classes) => OrderOf(
        Vector128.Create(bits[0], bits[classes], bits[2 * classes], bits[3 * classes], bits[4 * classes], bits[5 * classes], bits[6 * classes], bits[7 * classes]));

    private static Vector128<short> OrderOf(Vector128<short> bits)
    {
        var sign = bits >> 15;
        return ((bits & Vector128.Create(short.MaxValue)) ^ sign) - sign;
    }

    private static uint Above(Vector128<short> numbers, short most) => Vector128.GreaterThan(numbers, Vector128.Create(most)).ExtractMostSignificantBits();

    private static uint Below(Vector128<short> numbers, short least) => Vector128.LessThan(numbers, Vector128.Create((short)-least)).ExtractMostSignificantBits();
}
