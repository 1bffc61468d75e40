using System.Runtime.InteropServices;
using CsCheck;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>NaN has 2^24 − 2 bit patterns in F32, and integer arithmetic on the bits of a term can make a number of most of them.</summary>
public sealed class NotANumberTests
{
    private static readonly Gen<(int Rows, int Classes, int Row, int Class, uint Payload, bool IsNegative)> Places =
        from rows in Gen.Int[1, 40]
        from classes in Gen.OneOf(Gen.Int[2, 40], Gen.Int[90, 110], Gen.Int[500, 1100])
        from row in Gen.Int[0, rows - 1]
        from c in Gen.Int[0, classes - 1]
        from payload in Gen.UInt[1, 0x7FFFFF]
        from isNegative in Gen.Bool
        select (rows, classes, row, c, payload, isNegative);

    [Fact]
    public void Score_ThatIsNaNOfAnyBits_IsFound() => Places.Sample(
        place =>
        {
            var scores = new float[place.Rows * place.Classes];
            scores[(place.Row * place.Classes) + place.Class] = BitConverter.UInt32BitsToSingle(0x7F800000 | place.Payload | (place.IsNegative ? 1u << 31 : 0));

            AssertFound(OwnedTensor.F32(TensorShape.Of(place.Rows, place.Classes), scores), place.Rows);
        },
        iter: 20_000);

    [Fact]
    public void Score_ThatIsNaNOfAnyBitsInSixteen_IsFound() => Places.Sample(
        place =>
        {
            var isBrain = place.Payload % 2 == 0;
            var scores = new ushort[place.Rows * place.Classes];
            var payload = (ushort)Math.Max(1, place.Payload & (isBrain ? 0x7F : 0x3FF));
            scores[(place.Row * place.Classes) + place.Class] = (ushort)((isBrain ? 0x7F80 : 0x7C00) | payload | (place.IsNegative ? 0x8000 : 0));

            AssertFound(new OwnedTensor(isBrain ? ElementType.BF16 : ElementType.F16, TensorShape.Of(place.Rows, place.Classes), MemoryMarshal.AsBytes<ushort>(scores).ToArray()), place.Rows);
        },
        iter: 5_000);

    private static void AssertFound(OwnedTensor scores, int rows)
    {
        var fault = new OwnedBatch(scores, OwnedTensor.I64(TensorShape.Of(rows), new long[rows])).FindFault();

        Assert.Equal(FaultCode.NumericOverflow, fault.Code);
    }
}
