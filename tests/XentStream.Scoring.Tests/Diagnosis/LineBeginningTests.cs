using CsCheck;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class LineBeginningTests
{
    [Fact]
    public void IsOutside_LineOfAnyType_IsNeverSaidOfALineThatIsWithin() => RandomTensor.Any.Where(tensor => !tensor.View.Type.IsInteger).Sample(tensor =>
    {
        var (type, bytes, length, stride) = (tensor.View.Type, tensor.View.Bytes.ToArray(), (int)tensor.View.Shape[1], (int)tensor.View.Shape[2]);
        var line = new DenseRow(type, bytes, length, stride);
        var isOutside = LineBeginning.IsOutside(type, bytes, length, stride, least: 0, most: 1);

        Assert.False(isOutside && line.IsWithinUnit(0));
        Assert.Equal(!(line[0] >= 0 && line[0] <= 1), LineBeginning.IsOutside(type, bytes, count: 1, stride, least: 0, most: 1));
    }, iter: 2000);
}
