using System.Runtime.InteropServices;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Demo;

/// <summary>The planted batches whose scores and labels are each well-formed, and do not belong together.</summary>
internal static class PlantedMismatches
{
    private const int Classes = DigitBatch.Classes;

    /// <summary>Makes one record of each kind.</summary>
    public static IEnumerable<DemoRecord> Of(DigitBatch batch) => [.. OfKinds(batch), .. OfAxes(batch), .. OfCounts(batch), .. OfLabels(batch), .. OfEvidence(batch)];

    private static IEnumerable<DemoRecord> OfKinds(DigitBatch batch)
    {
        var rows = batch.Rows;
        yield return new(Payload(DigitBatch.Model, "v1", ("I16", [rows, Classes], batch.Logits[..(rows * Classes * 2)]), ("I64", [rows], batch.Labels)), FaultCode.PayloadRoleError);
        yield return new(Encoding.UTF8.GetBytes(TextLabels), FaultCode.LabelText) { Headers = [(RecordHeaders.ContentTypeName, "application/json")] };
        yield return new(Payload(DigitBatch.Model, PlantedFaults.WarnedVersion, Scores(batch), ("U8", [rows, Classes], OneHot(batch, ones: 1))), FaultCode.OnehotGivenToIndexLoss);
        yield return new(Payload(DigitBatch.Model, "v1", Scores(batch), ("U8", [rows, Classes], OneHot(batch, ones: 2))), FaultCode.MultilabelGivenToSoftmax);
        yield return new(Payload(DemoSettings.SoftModel, "v1", Scores(batch), ("I64", [rows], batch.Labels)), FaultCode.IndexGivenToDenseLoss);
        yield return new(Payload(DemoSettings.TagsModel, "v1", ("F32", [rows, 2], Floats(rows * 2, _ => 0.5f)), ("U8", [rows, 1], new byte[rows])), FaultCode.BinaryHeadWidthMismatch);
        yield return new(Payload(DemoSettings.BinaryModel, "v1", ("F32", [rows, 2], Floats(rows * 2, _ => 2)), ("F32", [rows], Floats(rows, _ => 0.5f))), FaultCode.LabelShapeMismatch);
    }

    private static IEnumerable<DemoRecord> OfAxes(DigitBatch batch)
    {
        var rows = batch.Rows;
        yield return new(Payload(DigitBatch.Model, PlantedFaults.WarnedVersion, Scores(batch), ("I64", [rows, 1], batch.Labels)), FaultCode.ExtraSingletonDim);
        yield return new(
            Payload(DemoSettings.TagsModel, PlantedFaults.WarnedVersion, ("F32", [rows, 1], Floats(rows, _ => 2)), ("U8", [rows], new byte[rows])), FaultCode.BroadcastRankMismatch);
        yield return new(Payload(DigitBatch.Model, "v1", ("F32", [Classes], batch.Logits[..(Classes * sizeof(float))]), ("I64", [rows], batch.Labels)), FaultCode.BatchSqueezed);
        yield return new(Payload(DigitBatch.Model, "v1", Map(batch, 1, 5, 5), ("U8", [1, 5, 5, 3], new byte[75])), FaultCode.LabelHasColorChannels);
        yield return new(Payload(DigitBatch.Model, "v1", Map(batch, 1, 5, 5), ("U8", [1, 4, 4], new byte[16])), FaultCode.SpatialSizeMismatch);
        yield return new(Payload(DigitBatch.Model, "v1", Map(batch, 2, 3, 4), ("U8", [2], new byte[2])), FaultCode.LabelRankTooLow);
    }

    private static IEnumerable<DemoRecord> OfCounts(DigitBatch batch)
    {
        var rows = batch.Rows;
        yield return new(Payload(DigitBatch.Model, "v1", Scores(batch), ("U8", [rows * Classes], OneHot(batch, ones: 1))), FaultCode.OnehotFlattened);
        yield return new(Payload(DigitBatch.Model, "v1", Rows(batch, 24), ("U8", [22], new byte[22])), FaultCode.SequenceOffByOne);
        yield return new(Payload(DigitBatch.Model, "v1", Rows(batch, 20), ("U8", [40], new byte[40])), FaultCode.LabelCountIsMultiple);
        yield return new(Payload(DigitBatch.Model, "v1", Rows(batch, 24), ("U8", [12], new byte[12])), FaultCode.LogitCountIsMultiple);
        yield return new(Payload(DigitBatch.Model, "v1", ("F32", [2, Classes, 7], batch.Logits[..(14 * Classes * sizeof(float))]), ("U8", [2, 5], new byte[10])), FaultCode.SequenceLengthMismatch);
    }

    private static IEnumerable<DemoRecord> OfLabels(DigitBatch batch)
    {
        var (rows, row) = (batch.Rows, 0);
        yield return new(DemoPayload.Of(batch.WithLabels(label => row++ == 0 ? uint.MaxValue : label)).ToArray(), FaultCode.LabelIntegerWraparound);
        yield return new(DemoPayload.Of(batch.WithLabels(label => row++ % 3 == 0 ? 255 : label)).ToArray(), FaultCode.IgnoreIndexMismatch);
        yield return new(DemoPayload.Of(batch.WithLabels(label => label + 1)).ToArray(), FaultCode.LabelOneBased);
        yield return new(
            Payload(DigitBatch.Model, PlantedFaults.WarnedVersion, Scores(batch), ("F32", [rows], Floats(rows, i => batch.LabelOf(i)))), FaultCode.LabelDtypeConvertible);
        yield return new(
            Payload(DigitBatch.Model, PlantedFaults.WarnedVersion, ("F32", [rows, Classes], Floats(rows * Classes, _ => 1f / rows)), ("I64", [rows], batch.Labels)), FaultCode.SoftmaxWrongAxis);
    }

    private static IEnumerable<DemoRecord> OfEvidence(DigitBatch batch)
    {
        // Sequences of 300 tokens, whose labels were not shifted; and classes that were exchanged.
        yield return new(
            Payload(DemoSettings.BinaryModel, PlantedFaults.WarnedVersion, ("F32", [2, 300, 300], Floats(180_000, i => i / 300 % 300 == (i + 1) % 300 ? 9 : 0)), ("I32", [2, 300], Integers(600, i => i % 300))),
            FaultCode.LmShiftWrong);
        yield return new(
            Payload(DemoSettings.BinaryModel, PlantedFaults.WarnedVersion, ("F32", [80, 2], Floats(160, i => i / 2 % 2 == i % 2 ? 3 : 0)), ("I32", [80], Integers(80, i => 1 - (i % 2)))),
            FaultCode.LabelMapPermuted);
        yield return new(DemoPayload.Of(batch with { Version = PlantedFaults.WarnedVersion }).ToArray(), FaultCode.ScoredCountWrong)
        { Headers = [(RecordHeaders.ScoredCountName, "64")] };
    }

    private static string TextLabels => $$"""
        {"model_name": "{{DigitBatch.Model}}", "model_version": "v1", "outputs": [
          {"name": "logits", "datatype": "FP32", "shape": [1, 2], "data": [0.5, 2.5]}, {"name": "labels", "datatype": "BYTES", "shape": [1], "data": ["seven"]}]}
        """;

    private static byte[] Payload(string model, string version, (string Type, long[] Shape, byte[] Bytes) scores, (string Type, long[] Shape, byte[] Bytes) labels) =>
        DemoPayload.Named(model, version).Add("logits", scores.Type, scores.Shape, scores.Bytes).Add("labels", labels.Type, labels.Shape, labels.Bytes).ToArray();

    private static (string Type, long[] Shape, byte[] Bytes) Scores(DigitBatch batch) => Rows(batch, batch.Rows);

    private static (string Type, long[] Shape, byte[] Bytes) Rows(DigitBatch batch, int rows) => ("F32", [rows, Classes], batch.Logits[..(rows * Classes * sizeof(float))]);

    private static (string Type, long[] Shape, byte[] Bytes) Map(DigitBatch batch, int images, int height, int width) =>
        ("F32", [images, Classes, height, width], batch.Logits[..(images * Classes * height * width * sizeof(float))]);

    private static byte[] OneHot(DigitBatch batch, int ones) =>
        [.. Enumerable.Range(0, batch.Rows * Classes).Select(i => (byte)((i - batch.LabelOf(i / Classes) + Classes) % Classes < ones ? 1 : 0))];

    private static byte[] Floats(int count, Func<int, float> value) => [.. MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, count).Select(value)])];

    private static byte[] Integers(int count, Func<int, int> value) => [.. MemoryMarshal.AsBytes<int>([.. Enumerable.Range(0, count).Select(value)])];
}
