using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests;

public sealed class ClientPayloadsTests
{
    [Theory]
    [InlineData("hf-numpy", ElementType.F32, ElementType.I64)]
    [InlineData("hf-numpy-f64-u8", ElementType.F64, ElementType.U8)]
    [InlineData("hf-numpy-extra-tensors", ElementType.F32, ElementType.I32)]
    public void Payload_OfAClient_IsDecoded(string name, ElementType scores, ElementType labels)
    {
        var payload = File.ReadAllBytes(ClientPayloads.All.Single(file => Path.GetFileNameWithoutExtension(file) == name));

        Assert.Null(new PayloadDecoder().Decode(payload, default, default, out var decoded));
        Assert.Equal((scores, labels), (decoded.Tensors.Scores.Type, decoded.Tensors.Labels.Type));
        Assert.Equal(TensorShape.Of(6, 4), decoded.Tensors.Scores.Shape);
        Assert.Equal(TensorShape.Of(6), decoded.Tensors.Labels.Shape);
    }
}
