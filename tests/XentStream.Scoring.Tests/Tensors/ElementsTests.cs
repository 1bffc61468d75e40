using CsCheck;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Diagnosis;

namespace XentStream.Scoring.Tests.Tensors;

public sealed class ElementsTests
{
    [Fact]
    public void ReadDoubles_OfAnyTypeAndStride_AreThoseReadOneByOne() => Gen.Select(RandomTensor.Any, Gen.Int[1, 7], Gen.Int[0, 9]).Sample((tensor, stride, offset) =>
    {
        var view = tensor.ViewAtOffset(offset);
        var numbers = new double[((int)tensor.Shape.Count + stride - 1) / stride];

        Elements.ReadDoubles(view.Type, view.Bytes, numbers, stride);

        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(Elements.ReadDouble(view.Type, view.Bytes[(i * stride * view.Type.Size)..])), BitConverter.DoubleToInt64Bits(numbers[i]));
        }
    }, iter: 1000);
}
