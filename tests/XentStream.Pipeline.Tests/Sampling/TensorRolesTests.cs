using XentStream.Encodings.Tensors;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class TensorRolesTests
{
    [Theory]
    [InlineData("logits", "labels", "logits:F32 labels:I64 ids:I64 hidden:F32")]
    [InlineData("logits", "labels", "logits:F32 probabilities:F32 labels:I64")]
    [InlineData("score", "labels", "score:F32 labels:I64 weights:F32")]
    [InlineData("output_0", "target", "output_0:F32 target:I64")]
    [InlineData("logits", "target", "logits:F32 target:F32")]
    [InlineData("declared", "labels", "declared:F32 logits:F32 labels:I64")]
    [InlineData(null, "labels", "a:F32 b:F32 labels:I64")]
    [InlineData(null, null, "a:F32 b:F32")]
    [InlineData("logits", null, "logits:F32 a:I64 b:I64")]
    [InlineData("logits", null, "logits:F32")]
    public void Roles_OfTensors_AreFoundByNameOrWhereNothingElseIsLeft(string? scores, string? labels, string tensors)
    {
        var names = TensorNames.Of([("logits", "declared")])!;
        TensorDescription[] described = [.. tensors.Split(' ').Select(tensor => tensor.Split(':')).Select(parts => new TensorDescription(parts[0], parts[1], Enum.Parse<ElementType>(parts[1]), TensorShape.Of(2)))];

        var roles = TensorRoles.Of(described, names);

        Assert.Equal((scores, labels), (roles.Scores, roles.Labels));
    }
}
