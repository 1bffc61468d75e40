using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Benchmarks.Report;

/// <summary>The other kinds of batches, beside a plain read of the scores of the first table: half precision, distributions, smoothing, ignored rows, weights, two threads; and totals alone.</summary>
internal static class KindsReport
{
    public static void Run(TextWriter output)
    {
        output.WriteLine();
        SpeedReport.WriteRow(output, ["kind", "C", "ns a row", "G scores/s", "GB/s"]);
        SpeedReport.WriteRow(output, Enumerable.Repeat("---", 5));
        foreach (var classes in (int[])[10, 1000, 32000])
        {
            var data = LogitData.Make(classes);
            Write(output, data, Kinds(data));
        }

        WriteThreads(output, LogitData.Make(1000));
        var numbers = LogitData.Make(2).Logits.Select(number => (double)Math.Abs(number)).ToArray();
        var sum = new ExactSum();
        var time = SpeedReport.Measure([new Candidate<double[]>("sum", values => Add(sum, values))], numbers)[0];
        output.WriteLine($"an exact sum alone: {SpeedReport.Format(time / numbers.Length)} ns a number");
    }

    private static IEnumerable<(Candidate<LogitData> Candidate, int Bytes)> Kinds(LogitData data)
    {
        byte[] brain = [.. MemoryMarshal.AsBytes<ushort>(data.Logits.Select(score => (ushort)(BitConverter.SingleToUInt32Bits(score) >> 16)).ToArray())];
        byte[] half = [.. MemoryMarshal.AsBytes<Half>(data.Logits.Select(score => (Half)score).ToArray())];
        var shares = Shares(data);
        var labels = data.Labels.Select((label, row) => row % 10 == 0 ? -100 : label).ToArray();
        var weights = data.Labels.Select(label => 1f + (label % 3)).ToArray();
        yield return (Kind("index labels", data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits).ToArray(), [], new()), 4);
        yield return (Kind("BF16", data, ElementType.BF16, brain, [], new()), 2);
        yield return (Kind("F16", data, ElementType.F16, half, [], new()), 2);
        yield return (new("distributions", _ => Score(data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits), shares, data.Labels, [], new())), 8);
        yield return (Kind("label smoothing", data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits).ToArray(), [], new() { LabelSmoothing = 0.1 }), 4);
        yield return (Kind("top-5", data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits).ToArray(), [], new() { TopK = [1, 5] }), 4);
        yield return (new("a tenth ignored", _ => Score(data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits), [], labels, [], new())), 4);
        yield return (Kind("row weights", data, ElementType.F32, MemoryMarshal.AsBytes<float>(data.Logits).ToArray(), weights, new()), 4);
    }

    private static Candidate<LogitData> Kind(string name, LogitData data, ElementType type, byte[] scores, float[] weights, Contract contract) =>
        new(name, _ => Score(data, type, scores, [], data.Labels, weights, contract));

    private static void Write(TextWriter output, LogitData data, IEnumerable<(Candidate<LogitData> Candidate, int Bytes)> kinds)
    {
        foreach (var (candidate, bytes) in kinds)
        {
            var time = SpeedReport.Measure([candidate], data)[0];
            var rate = data.Logits.Length / time;
            SpeedReport.WriteRow(output, [candidate.Name, $"{data.Classes}", SpeedReport.Format(time / data.Rows), SpeedReport.Format(rate), SpeedReport.Format(rate * bytes)]);
        }
    }

    private static void WriteThreads(TextWriter output, LogitData data)
    {
        var times = SpeedReport.Measure<LogitData>([new("read", one => Twice(() => Candidates.PlainRead(one))), new("score", one => Twice(() => Score(one, ElementType.F32, MemoryMarshal.AsBytes<float>(one.Logits), [], one.Labels, [], new())))], data);
        output.WriteLine($"two threads, C = {data.Classes}, each over all of the data: {SpeedReport.Format(times[0] / times[1])} of two threads' plain read");
    }

    private static double Twice(Func<double> run)
    {
        var results = new double[2];
        Parallel.For(0, 2, thread => results[thread] = run());
        return results[0];
    }

    private static double Add(ExactSum sum, double[] values)
    {
        sum.AddAll(values);
        return values.Length;
    }

    private static float[] Shares(LogitData data)
    {
        var shares = new float[data.Logits.Length];
        for (var row = 0; row < data.Rows; row++)
        {
            TensorPrimitives.SoftMax(data.Logits.AsSpan(row * data.Classes, data.Classes), shares.AsSpan(row * data.Classes, data.Classes));
        }

        return shares;
    }

    private static double Score(LogitData data, ElementType type, ReadOnlySpan<byte> scores, float[] shares, long[] labels, float[] weights, Contract contract)
    {
        var shape = TensorShape.Of(data.Rows, data.Classes);
        var rows = TensorShape.Of(data.Rows);
        var scorer = new BatchScorer();
        var batch = new TensorBatch
        {
            Scores = new TensorView(type, shape, scores),
            Labels = shares.Length > 0 ? new TensorView(ElementType.F32, shape, MemoryMarshal.AsBytes<float>(shares)) : new TensorView(ElementType.I64, rows, MemoryMarshal.AsBytes<long>(labels)),
            Weights = weights.Length > 0 ? new TensorView(ElementType.F32, rows, MemoryMarshal.AsBytes<float>(weights)) : default,
        };
        return scorer.Score(batch, contract with { MaxRows = LogitData.Elements }).IsEmpty ? scorer.Totals.RowMean!.Value : throw new InvalidOperationException("The batch has a fault.");
    }
}
