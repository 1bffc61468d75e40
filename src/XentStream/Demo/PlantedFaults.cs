using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Demo;

/// <summary>
/// One broken batch of every kind that this program knows, each made from a good one as it breaks in real life. (A crash of the worker cannot be planted:
/// it would be a bug.) Those that are scored with a warning carry a version of their own, so that the means of the others stay clean.
/// </summary>
internal static class PlantedFaults
{
    public const string WarnedVersion = "planted";

    private const int Classes = DigitBatch.Classes;

    /// <summary>Makes one record of each kind.</summary>
    public static IEnumerable<DemoRecord> Of(DigitBatch batch) => [.. OfDecoding(batch), .. OfShapes(batch), .. OfValues(batch), .. OfKinds(batch), .. PlantedMismatches.Of(batch)];

    private static IEnumerable<DemoRecord> OfDecoding(DigitBatch batch)
    {
        var good = DemoPayload.Of(batch);
        yield return new(Encoding.UTF8.GetBytes("label,p0,p1\n3,0.1,0.9\n"), FaultCode.UnknownEncoding) { Headers = [(RecordHeaders.ContentTypeName, "text/csv")] };
        yield return new(Gzip(good.ToArray()), FaultCode.CompressedPayload);
        yield return new([0x80, 0x04, 0x95, .. batch.Logits], FaultCode.PicklePayload);
        yield return new(good.ToArray(header => header.Replace(':', '=')), FaultCode.HeaderMalformed);
        yield return new(Encoding.UTF8.GetBytes("model=digits version=v1 logits=0.1,0.2,0.7"), FaultCode.HeaderTooLarge);
        yield return new(Named(batch).Add("output_0", "F32", [batch.Rows, Classes], batch.Logits).ToArray(), FaultCode.TensorMissing);
        yield return new(good.ToArray(header => header.Replace("labels", "logits")), FaultCode.TensorDuplicate);
        yield return new(
            Named(batch).Add("logits", "F8_E4M3", [batch.Rows, Classes], batch.Logits.AsSpan(0, batch.Rows * Classes)).Add("labels", "I64", [batch.Rows], batch.Labels).ToArray(),
            FaultCode.TensorTypeUnsupported);
        yield return new([.. good.ToArray(), 0], FaultCode.TensorRangeInvalid);
        yield return new(good.ToArray(header => header.Replace($"[{batch.Rows},{Classes}]", "[4611686018427387904,4]")), FaultCode.ShapeOverflow);
        yield return new(good.ToArray(header => header.Replace($"[{batch.Rows},{Classes}]", $"[{batch.Rows},{Classes + 1}]")), FaultCode.ByteLengthMismatch);
        yield return new(null, FaultCode.PayloadMissing);
        foreach (var written in DemoEncodings.All.Skip(1).Select(write => write(batch)))
        {
            yield return written with { Value = written.Value![..^3], Planted = written.Headers.Any(header => header.Name == RecordHeaders.HeaderLengthName) ? FaultCode.TensorRangeInvalid : FaultCode.HeaderMalformed };
        }

        yield return new(good.ToArray(header => header.Replace("digits", "letters")), FaultCode.ContractMissing);
    }

    private static IEnumerable<DemoRecord> OfShapes(DigitBatch batch)
    {
        var rows = batch.Rows;
        yield return new(DemoPayload.Of(batch with { Logits = [.. batch.Logits, .. batch.Logits], Labels = [.. batch.Labels, .. batch.Labels] }).ToArray(), FaultCode.BatchTooLarge);
        yield return new(Named(batch).Add("logits", "F32", [rows, Classes], batch.Logits).Add("labels", "I64", [0], []).ToArray(), FaultCode.NothingToScore);
        yield return new(
            DemoPayload.Named(DemoSettings.BinaryModel, "v1").Add("logits", "F32", [rows, 1], batch.Logits.AsSpan(0, rows * sizeof(float))).Add("labels", "I64", [rows], batch.Labels).ToArray(),
            FaultCode.SingleLogitSoftmax);
        yield return new(
            Named(batch).Add("logits", "F32", [rows, Classes - 1], batch.Logits.AsSpan(0, rows * (Classes - 1) * sizeof(float))).Add("labels", "I64", [rows], batch.Labels).ToArray(),
            FaultCode.ClassCountMismatch);
        yield return new(DemoPayload.Of(batch).Add("weights", "F32", [Classes], new byte[Classes * sizeof(float)]).ToArray(), FaultCode.RowWeightInvalid);
        yield return new(
            Named(batch).Add("logits", "F32", [], batch.Logits.AsSpan(0, sizeof(float))).Add("labels", "I64", [], batch.Labels.AsSpan(0, sizeof(long))).ToArray(), FaultCode.ClassAxisMismatch);
        yield return new(
            Named(batch).Add("logits", "F32", [rows, Classes], batch.Logits).Add("labels", "I64", [rows - 1], batch.Labels.AsSpan(sizeof(long))).ToArray(), FaultCode.PartialBatchMismatch);
    }

    private static IEnumerable<DemoRecord> OfValues(DigitBatch batch)
    {
        yield return new(DemoPayload.Of(batch.WithLabels(label => label + 1000)).ToArray(), FaultCode.LabelOutOfRange);
        yield return new(DemoPayload.Of(batch.WithLogit(row: 3, c: 7, float.NaN)).ToArray(), FaultCode.NumericOverflow);

        var warned = batch with { Version = WarnedVersion };
        yield return new(DemoPayload.Of(warned.WithLabels(_ => -100)).ToArray(), FaultCode.NothingToScore);
        yield return new(DemoPayload.Of(warned.WithLogit(row: 0, (int)batch.LabelOf(0), float.NegativeInfinity)).ToArray(), FaultCode.InfiniteLoss);
    }

    // Scores and labels that are not what they are declared as.
    private static IEnumerable<DemoRecord> OfKinds(DigitBatch batch)
    {
        var (rows, scores) = (batch.Rows, new[] { batch.Rows, (long)Classes });
        byte[] halves = [.. MemoryMarshal.AsBytes<float>([.. Enumerable.Repeat(2.5f, rows)])];
        yield return new(DemoPayload.Of(batch).ToArray(header => header.Replace("\"digits\"", $"\"{DemoSettings.WeightedModel}\"")), FaultCode.ClassWeightMismatch);
        yield return new(Named(batch).Add("logits", "F32", scores, batch.Logits).Add("labels", "F32", [rows], halves).ToArray(), FaultCode.LabelNonIntegral);
        yield return new(
            DemoPayload.Named(DemoSettings.TagsModel, "v1").Add("logits", "F32", scores, batch.Logits).Add("labels", "U8", scores, Filled(rows * Classes, 255)).ToArray(),
            FaultCode.BinaryLabelsNot01);
        yield return new(
            DemoPayload.Named(DemoSettings.SoftModel, "v1").Add("logits", "F32", scores, batch.Logits).Add("labels", "F32", scores, batch.Logits).ToArray(),
            FaultCode.TargetNotDistribution);
        yield return new(Named(batch).Add("probabilities", "F32", scores, batch.Logits).Add("labels", "I64", [rows], batch.Labels).ToArray(), FaultCode.LogitsAsProbabilities);
        yield return new(
            DemoPayload.Named(DigitBatch.Model, WarnedVersion).Add("logits", "F32", scores, Normalized(rows)).Add("labels", "I64", [rows], batch.Labels).ToArray(),
            FaultCode.ProbabilitiesAsLogits);
    }

    private static byte[] Filled(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    private static byte[] Normalized(int rows) => [.. MemoryMarshal.AsBytes<float>([.. Enumerable.Repeat(1f / Classes, rows * Classes)])];

    private static DemoPayload Named(DigitBatch batch) => DemoPayload.Named(DigitBatch.Model, batch.Version);

    private static byte[] Gzip(byte[] payload)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(payload);
        }

        return compressed.ToArray();
    }
}
