using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tests.OpenInference.Json;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.Tensors;

public sealed class TensorSelectorTests
{
    private const string Two =
        """{"outputs":[{"name":"probabilities","datatype":"FP64","shape":[1,2],"data":[0.5,0.5]},{"name":"logits","datatype":"FP32","shape":[1,2],"data":[0,1]},{"name":"labels","datatype":"INT8","shape":[1],"data":[1]}]}""";

    [Theory]
    [InlineData(null, ElementType.F32)]
    [InlineData(ScoreKind.Probabilities, ElementType.F64)]
    [InlineData(ScoreKind.LogProbabilities, ElementType.F32)]
    public void Scores_OfSeveralKinds_AreThoseDeclaredOrTheRawest(ScoreKind? declared, ElementType expected)
    {
        Assert.Null(Decode(Two, new Contract { Scores = declared }, out var decoded));

        Assert.Equal(expected, decoded.Tensors.Scores.Type);
    }

    [Fact]
    public void Tensors_UnderTheNamesOfTheModel_AreFound()
    {
        var contract = new Contract { Names = TensorNames.Of([("logits", "output_0"), ("labels", "truth"), ("weights", "w")])! };
        const string Json =
            """{"outputs":[{"name":"output_0","datatype":"FP32","shape":[1,2],"data":[0,1]},{"name":"truth","datatype":"INT8","shape":[1],"data":[1]},{"name":"w","datatype":"FP32","shape":[1],"data":[2]}]}""";

        Assert.Null(Decode(Json, contract, out var decoded));
        Assert.True(decoded.Tensors.Weights.IsPresent);
    }

    // A rename means that tensor and no other: two tensors of one role would be a guess.
    [Fact]
    public void Tensor_UnderOurNameBesideARename_IsPassedOver()
    {
        var fault = Decode(OipJson.Valid, new Contract { Names = TensorNames.Of([("labels", "truth")])! }, out _);

        Assert.Equal((FaultCode.TensorMissing, "There is no tensor `truth`; there are `logits`, `labels`."), (fault?.Code, fault?.Wrong));
    }

    [Fact]
    public void Tensors_OfOneName_AreRefusedWhereTheyMatter()
    {
        var json = OipJson.Valid.Replace(OipJson.Labels, $"{OipJson.Labels},{OipJson.Labels}", StringComparison.Ordinal);

        var fault = OipJson.Refuse(json);

        Assert.Equal((FaultCode.TensorDuplicate, "Two tensors are called `labels`."), (fault.Code, fault.Wrong));
    }

    [Fact]
    public void Tensor_WithADescriptionAlone_HasNoValues()
    {
        var fault = OipJson.Refuse(OipJson.With("""{"name":"logits","datatype":"FP32","shape":[2,3],"parameters":{"shared_memory_region":"out"}}"""));

        Assert.Equal((FaultCode.TensorMissing, "The tensor `logits` has no values."), (fault.Code, fault.Wrong));
    }

    private static Fault? Decode(string json, Contract contract, out Decoded decoded) =>
        new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(json), default, PayloadEncoding.OipJson, contract, out decoded);
}
