using System.Runtime.InteropServices;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.OpenInference.Json;

public sealed class PlainLabelsTests
{
    private readonly PayloadDecoder decoder = new(readsPlainLabels: true);

    [Theory]
    [InlineData("[3, 1, 4]", ElementType.I64, "[3]")]
    [InlineData("[[0, 1], [1, 0], [0, 1]]", ElementType.I64, "[3, 2]")]
    [InlineData("[[0.5, 0.5]]", ElementType.F64, "[1, 2]")]
    [InlineData("[1, 2.5]", ElementType.F64, "[2]")]
    [InlineData("[1e0]", ElementType.F64, "[1]")]
    [InlineData("[true, false]", ElementType.Bool, "[2]")]
    [InlineData("[]", ElementType.I64, "[0]")]
    [InlineData("[[[1, 2]], [[3, 4]]]", ElementType.I64, "[2, 1, 2]")]
    public void Labels_WrittenPlainly_HaveTheTypeAndShapeOfTheirJson(string labels, ElementType type, string shape)
    {
        Assert.Null(Read($$"""{"id": "a", "labels": {{labels}}}""", out var view));
        Assert.Equal((type, shape), (view.Type, view.Shape.ToString()));
    }

    [Fact]
    public void Labels_WrittenPlainly_HaveTheirValues()
    {
        Assert.Null(Read("""{"labels": [[-1, 2], [30, 400]]}""", out var view));
        Assert.Equal([-1L, 2L, 30L, 400L], MemoryMarshal.Cast<byte, long>(view.Bytes));
    }

    [Theory]
    [InlineData("""{"labels": [[1, 2], [3]]}""", FaultCode.HeaderMalformed)]
    [InlineData("""{"labels": [1, [2]]}""", FaultCode.HeaderMalformed)]
    [InlineData("""{"labels": ["a"]}""", FaultCode.LabelText)]
    [InlineData("""{"labels": [null]}""", FaultCode.LabelText)]
    [InlineData("""{"labels": 3}""", FaultCode.HeaderMalformed)]
    [InlineData("""{"labels": [1], "labels": [1]}""", FaultCode.TensorDuplicate)]
    [InlineData("""{"labels": [1""", FaultCode.HeaderMalformed)]
    [InlineData("""{"labels": [[[[[[[[[1]]]]]]]]]}""", FaultCode.ShapeOverflow)]
    public void Labels_ThatAreNone_AreRefused(string json, FaultCode code) => Assert.Equal(code, Read(json, out _)?.Code);

    [Fact]
    public void Labels_BesideOtherTensors_AreOneOfThem()
    {
        Assert.Null(Read("""{"outputs": [{"name": "labels", "datatype": "INT32", "shape": [1], "data": [7]}]}""", out var view));
        Assert.Equal(ElementType.I32, view.Type);
    }

    [Fact]
    public void Labels_WrittenPlainlyInABatch_ArePassedOver()
    {
        var batches = new PayloadDecoder();
        Assert.Null(batches.Read(Encoding.UTF8.GetBytes("""{"labels": [1]}"""), default, PayloadEncoding.OipJson, out _));
        Assert.False(batches.Holds("labels"u8));
    }

    [Theory]
    [InlineData("""{"id": "a-1", "labels": []}""", "a-1")]
    [InlineData("""{"id": 17, "labels": []}""", "17")]
    [InlineData("""{"id": null, "labels": []}""", "")]
    [InlineData("""{"labels": []}""", "")]
    public void Id_OfAMessage_IsRead(string json, string expected)
    {
        Assert.Null(decoder.Read(Encoding.UTF8.GetBytes(json), default, PayloadEncoding.OipJson, out var decoded));
        Assert.Equal(expected, Encoding.UTF8.GetString(decoded.Id));
    }

    [Fact]
    public void Id_OfAnEvent_GoesBeforeThatOfItsData()
    {
        RecordHeaders headers = default;
        headers.Take("content-type", "application/cloudevents+json"u8);
        const string Event = """{"specversion": "1.0", "id": "event", "source": "s", "type": "t", "data": {"id": "data", "labels": [1]}}""";
        Assert.Null(decoder.Read(Encoding.UTF8.GetBytes(Event), headers, PayloadEncoding.OipJson, out var decoded));
        Assert.Equal("event", Encoding.UTF8.GetString(decoded.Id));
    }

    private Fault? Read(string json, out TensorView view)
    {
        view = default;
        return decoder.Read(Encoding.UTF8.GetBytes(json), default, PayloadEncoding.OipJson, out var decoded) ?? decoder.SelectLabels(decoded, TensorNames.Default, out view);
    }
}
