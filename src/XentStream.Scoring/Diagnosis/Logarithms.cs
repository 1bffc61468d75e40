using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Logarithms of many numbers, each with the bits of <see cref="Logarithm.Of(double)"/>: the same operations in the same order, several side by side.</summary>
internal static class Logarithms
{
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;
    private const double SqrtTwo = 2 * 0.7071067811865476;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const long MantissaBits = 0xF_FFFF_FFFF_FFFF;
    private const long One = 0x3FF0_0000_0000_0000;

    /// <summary>Puts ln x in the place of each x, which is finite and at least 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(Span<double> numbers)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        for (var i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAll(vectors[i], new Vector<double>(SmallestNormal)))
            {
                vectors[i] = OfNormal(vectors[i]);
            }
            else
            {
                TakeEach(numbers.Slice(i * Vector<double>.Count, Vector<double>.Count));
            }
        }

        TakeEach(numbers[(vectors.Length * Vector<double>.Count)..]);
    }

    private static void TakeEach(Span<double> numbers)
    {
        foreach (ref var number in numbers)
        {
            number = Logarithm.Of(number);
        }
    }

    private static Vector<double> OfNormal(Vector<double> x)
    {
        var bits = Vector.AsVectorInt64(x);
        var mantissa = Vector.AsVectorDouble((bits & new Vector<long>(MantissaBits)) | new Vector<long>(One));
        var exponent = Vector.ConvertToDouble((bits >> 52) - new Vector<long>(1023));
        var isLarge = Vector.GreaterThan(mantissa, new Vector<double>(SqrtTwo));
        mantissa = Vector.ConditionalSelect(isLarge, mantissa * new Vector<double>(0.5), mantissa);
        exponent = Vector.ConditionalSelect(isLarge, exponent + Vector<double>.One, exponent);

        var s = (mantissa - Vector<double>.One) / (mantissa + Vector<double>.One);
        var (square, twice) = (s * s, s + s);
        var low = Vector.FusedMultiplyAdd(exponent, new Vector<double>(Ln2Low), Vector<double>.Zero);
        return Vector.FusedMultiplyAdd(exponent, new Vector<double>(Ln2High), twice + Vector.FusedMultiplyAdd(twice * square, Series(square), low));
    }

    private static Vector<double> Series(Vector<double> z)
    {
        var sum = Vector.FusedMultiplyAdd(new(1.0 / 23), z, new(1.0 / 21));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 19));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 17));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 15));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 13));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 11));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 9));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 7));
        sum = Vector.FusedMultiplyAdd(sum, z, new(1.0 / 5));
        return Vector.FusedMultiplyAdd(sum, z, new(1.0 / 3));
    }
}
