using CsCheck;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

/// <summary>Random tensors of any type: of any bits, or of few numbers that tests of lines look for.</summary>
internal static class RandomTensor
{
    private static readonly double[] Few = [0, 1, 0, 0, 1, 0.5, 0.25, -0.0, -0.001, 1.0005, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>Tensors of three axes, of up to some thousands of elements.</summary>
    public static Gen<OwnedTensor> Any { get; } = Gen.Select(Gen.Enum<ElementType>(), Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int, Make);

    private static OwnedTensor Make(ElementType type, int outer, int length, int inner, int kind, int seed)
    {
        var random = new Random(seed);
        var (shape, bytes) = (TensorShape.Of(outer, length, inner), new byte[outer * length * inner * type.Size]);
        if (kind == 0)
        {
            random.NextBytes(bytes);
        }
        else if (kind == 1 || type.IsInteger)
        {
            Put(type, bytes, _ => Few[random.Next(kind == 1 ? Few.Length : 5)]);
        }
        else
        {
            // Lines over the middle axis that are nearly distributions, or one-hot.
            var one = random.Next(length);
            Put(type, bytes, i => kind == 2 ? 1.0 / length : i / inner % length == one ? 1 : 0);
        }

        return new OwnedTensor(type, shape, bytes);
    }

    private static void Put(ElementType type, byte[] bytes, Func<int, double> number)
    {
        for (var i = 0; i < bytes.Length / type.Size; i++)
        {
            var value = number(i);
            var place = bytes.AsSpan(i * type.Size);
            _ = type switch
            {
                ElementType.F64 => BitConverter.TryWriteBytes(place, value),
                ElementType.F32 => BitConverter.TryWriteBytes(place, (float)value),
                ElementType.F16 => BitConverter.TryWriteBytes(place, (Half)value),
                ElementType.BF16 => BitConverter.TryWriteBytes(place, (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)),
                _ => (place[0] = value == 1 ? (byte)1 : (byte)0) == 0,
            };
        }
    }
}
