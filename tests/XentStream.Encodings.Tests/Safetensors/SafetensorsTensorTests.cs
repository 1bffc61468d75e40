using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Safetensors;

/// <summary>The header's entry of one tensor.</summary>
public sealed class SafetensorsTensorTests
{
    [Fact]
    public void Entry_ThatIsANumber_IsNoObject() =>
        Check("""{"logits":5}""", FaultCode.HeaderMalformed, "`logits` of the header is not an object");

    [Fact]
    public void Entry_WithAForeignKey_IsMalformed() =>
        Check("""{"logits":{"dtype":"F32","device":"cuda"}}""", FaultCode.HeaderMalformed, "`logits` has the key `device`;");

    [Fact]
    public void Entry_WithoutType_IsMalformed() =>
        Check("""{"logits":{"shape":[2,3],"data_offsets":[0,24]}}""", FaultCode.HeaderMalformed, "`logits` has no `dtype`.");

    [Fact]
    public void Entry_WithoutShape_IsMalformed() =>
        Check("""{"logits":{"dtype":"F32","data_offsets":[0,24]}}""", FaultCode.HeaderMalformed, "`logits` has no `shape`.");

    [Fact]
    public void Entry_WithoutPlace_IsMalformed() =>
        Check("""{"logits":{"dtype":"F32","shape":[2,3]}}""", FaultCode.HeaderMalformed, "`logits` has no `data_offsets`.");

    [Theory]
    [InlineData("[2,-3]")]
    [InlineData("[2.5]")]
    [InlineData("[2.0]")]
    [InlineData("[1e1]")]
    [InlineData("[-0]")]
    [InlineData("[18446744073709551616]")]
    [InlineData("[[2]]")]
    [InlineData("[null]")]
    [InlineData("\"2\"")]
    [InlineData("null")]
    public void Shape_ThatIsNoArrayOfWholeNumbers_IsMalformed(string shape) => Check(
        $$$"""{"logits":{"shape":{{{shape}}}}}""",
        FaultCode.HeaderMalformed,
        "The `shape` of `logits` is not an array of whole numbers");

    [Theory]
    [InlineData("[0]")]
    [InlineData("[]")]
    [InlineData("[0,24,48]")]
    [InlineData("[0,-1]")]
    [InlineData("{}")]
    public void Place_ThatIsNoPairOfWholeNumbers_IsMalformed(string offsets) => Check(
        $$$"""{"logits":{"data_offsets":{{{offsets}}}}}""",
        FaultCode.HeaderMalformed,
        "The `data_offsets` of `logits` is not a pair of whole numbers");

    [Theory]
    [InlineData("dtype", "\"F32\"")]
    [InlineData("shape", "[2]")]
    [InlineData("data_offsets", "[0,8]")]
    public void Key_StandingTwiceInAnEntry_IsADuplicate(string key, string value) => Check(
        $$$"""{"logits":{"{{{key}}}":{{{value}}},"{{{key}}}":{{{value}}}}}""",
        FaultCode.TensorDuplicate,
        $"The key `{key}` stands twice");

    [Theory]
    [InlineData("logits")]
    [InlineData("\\u006cogits")]
    public void Tensor_NamedAsAnEarlierOne_IsADuplicate(string second) => Check(
        $$$"""{"logits":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"{{{second}}}":{}}""",
        FaultCode.TensorDuplicate,
        "Two tensors are called `logits`.");

    [Theory]
    [InlineData("\"f32\"", "f32")]
    [InlineData("\"float32\"", "float32")]
    [InlineData("\"\"", "")]
    [InlineData("32", "32")]
    [InlineData("null", "null")]
    [InlineData("{}", "{")]
    public void Type_OfNoKnownName_IsUnsupported(string type, string quoted) => Check(
        $$$"""{"logits":{"dtype":{{{type}}}}}""",
        FaultCode.TensorTypeUnsupported,
        $"The dtype of `logits` is {quoted}, which safetensors does not know.");

    [Theory]
    [InlineData("[4294967296,4294967296]", 2)]
    [InlineData("[9223372036854775808]", 1)]
    [InlineData("[1,1,1,1,1,1,1,1,1]", 9)]
    public void Shape_BeyondWhatCanBeCounted_Overflows(string shape, int rank) => Check(
        $$$"""{"logits":{"shape":{{{shape}}}}}""",
        FaultCode.ShapeOverflow,
        $"The shape of `logits` has {rank} axes");

    private static void Check(string header, FaultCode code, string wrong)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 24));

        Assert.Equal(code, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }
}
