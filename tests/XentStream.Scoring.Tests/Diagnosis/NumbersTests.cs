using CsCheck;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class NumbersTests
{
    [Fact]
    public void Read_ElementsOfAnyTypeAndStride_AreWhatTheGeneralReaderGives() => Gen.Select(RandomTensor.Any, Gen.Int[1, 7], Gen.Int[0, 9]).Sample((tensor, stride, offset) =>
    {
        var view = tensor.ViewAtOffset(offset);
        var numbers = new double[((int)tensor.Shape.Count + stride - 1) / stride];

        Numbers.Read(view.Type, view.Bytes, stride, numbers);

        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(Elements.ReadDouble(view.Type, view.Bytes[(i * stride * view.Type.Size)..])), BitConverter.DoubleToInt64Bits(numbers[i]));
        }
    }, iter: 1000);
}
