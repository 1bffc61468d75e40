using CsCheck;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Tests.Replay.Pairing;

public sealed class PairRunsTests
{
    private static readonly VersionPair Versions = new("v1", "v2");

    // A batch: its model, its id, its version, its labels, and whether a run ends behind it.
    private static readonly Gen<(int Model, int Id, bool IsSecond, int Labels, bool Ends)[]> Streams =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 6], Gen.Bool, Gen.Int[0, 1], Gen.Bool).Array[0, 40];

    [Fact]
    public void Merge_OfAnyRuns_PairsAsTheDefinition() => Streams.Sample(stream =>
    {
        using var runs = new PairRuns(Versions);
        var batches = stream.Select((batch, offset) => (Batch: Make(batch.Model, batch.Id, batch.IsSecond, batch.Labels, offset), batch.Ends)).ToList();
        var run = new List<PairedBatch>();
        foreach (var (batch, ends) in batches)
        {
            run.Add(batch);
            if (ends)
            {
                runs.Append(run);
                run.Clear();
            }
        }

        runs.Append(run);

        Assert.Equal(Define([.. batches.Select(batch => batch.Batch)]), runs.Merge().Select(Line));
    }, iter: 300);

    [Fact]
    public void Batch_WrittenAndRead_IsTheSameToTheBit()
    {
        var batch = new PairedBatch("größe", UInt128.MaxValue - 5, true, new PartitionId("topic", 3), 1L << 40) { Labels = 7, Losses = [0.1, double.NaN, double.PositiveInfinity] };

        var read = PairedBatch.Parse(batch.ToBytes());

        Assert.Equal(batch with { Losses = read.Losses }, read);
        Assert.Equal(batch.Losses, read.Losses);
    }

    private static PairedBatch Make(int model, int id, bool isSecond, int labels, int offset) =>
        new($"m{model}", (UInt128)id, isSecond, new PartitionId("t", offset % 3), offset) { Labels = (UInt128)labels, Losses = [offset, offset / 2.0] };

    // Quadratic and obvious.
    private static IEnumerable<string> Define(List<PairedBatch> batches)
    {
        foreach (var model in batches.Select(batch => batch.Model).Distinct().Order(StringComparer.Ordinal))
        {
            var (pairs, only1, only2, differ, repeated, sum) = (0, 0, 0, 0, 0, 0.0);
            foreach (var id in batches.Where(batch => batch.Model == model).Select(batch => batch.Id).Distinct())
            {
                var same = batches.Where(batch => batch.Model == model && batch.Id == id).OrderBy(batch => batch.Source.Number).ThenBy(batch => batch.Offset).ToList();
                var (firsts, seconds) = (same.Where(batch => !batch.IsSecond).ToList(), same.Where(batch => batch.IsSecond).ToList());
                repeated += Math.Max(0, firsts.Count - 1) + Math.Max(0, seconds.Count - 1);
                only1 += seconds.Count == 0 ? 1 : 0;
                only2 += firsts.Count == 0 ? 1 : 0;
                if (firsts.Count > 0 && seconds.Count > 0)
                {
                    var isPair = firsts[0].Labels == seconds[0].Labels;
                    (pairs, differ) = isPair ? (pairs + 1, differ) : (pairs, differ + 1);
                    sum += isPair ? seconds[0].Losses.Sum() - firsts[0].Losses.Sum() : 0;
                }
            }

            yield return $"{model} {pairs} {only1} {only2} {differ} {repeated} {2 * pairs} {(pairs == 0 ? 0 : sum / (2 * pairs)):G12}";
        }
    }

    private static string Line(PairedVersions pair) =>
        $"{pair.Model} {pair.Batches} {pair.OnlyFirst} {pair.OnlySecond} {pair.LabelsDiffer} {pair.Repeated} {pair.Rows.Rows} {pair.Rows.MeanDifference ?? 0:G12}";
}
