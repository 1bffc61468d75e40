using System.Text;
using CsCheck;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Tests.Joining;

public sealed class PartitionJoinTests
{
    private const int Iterations = 600;

    [Fact]
    public void Join_InAnyInterleavingWithAnyCommitsAndRestarts_IsTheDefinition() => Gen.Select(PlainTopics.Any, Gen.Int).Sample(
        (topics, seed) =>
        {
            var random = new Random(seed);
            var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
            var start = Begin(run, topics, random);
            var (bias, commits, restarts) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
            while (run.At.Predictions < topics.Predictions.Length || run.At.Labels < topics.Labels.Length)
            {
                ReadNext(run, topics, random.NextDouble() < bias);
                if (random.NextDouble() < commits || run.At == (topics.Predictions.Length, topics.Labels.Length))
                {
                    run.Commit();
                    AssertSame(run, topics, start);
                    RestartSometimes(run, random, restarts);
                }
            }
        },
        iter: Iterations);

    [Theory]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public void Join_OfManyRecords_ForgetsAndIsTheDefinition(Corrections corrections)
    {
        var random = new Random(11);
        var topics = PlainTopics.OfMany(4000, corrections, random);
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        while (run.At.Predictions < topics.Predictions.Length || run.At.Labels < topics.Labels.Length)
        {
            // The two sides run ahead of each other by turns.
            var isLabelBehind = run.At.Labels < topics.Labels.Length && run.At.Predictions > run.At.Labels + 150;
            ReadNext(run, topics, !isLabelBehind && random.Next(3) > 0);
            if ((run.At.Predictions + run.At.Labels) % 100 == 0)
            {
                run.Commit();
                Assert.InRange(run.Kept.Predictions, 0, 1500);
                Assert.InRange(run.Kept.Labels, 0, 1500);
                RestartSometimes(run, random, 0.1);
            }
        }

        run.Commit();
        AssertSame(run, topics, "");
    }

    [Fact]
    public void Join_ThatForgetsToRebuild_IsFoundOut() => Assert.NotEqual(RunToTheEnd(forgets: true, keeps: false, out var expected), expected);

    [Fact]
    public void Join_WhoseCorrectionsAreNotTakenOut_IsFoundOut() => Assert.NotEqual(RunToTheEnd(forgets: false, keeps: true, out var expected), expected);

    [Fact]
    public void Join_WithoutAPlantedBug_IsNotFoundOut() => Assert.Equal(RunToTheEnd(forgets: false, keeps: false, out var expected), expected);

    [Fact]
    public void Join_OfWaitingRowsOfTenClasses_TakesAtMost160BytesARow()
    {
        const int Rows = 100_000;
        var join = new PartitionJoin(new JoinSettings { Within = TimeSpan.FromDays(1) }, _ => null, (_, _) => new PendingDelta());
        var scores = new byte[10 * sizeof(float)];
        for (var i = 0; i < Rows; i++)
        {
            join.Add(new PredictionRecord
            {
                Offset = i,
                Time = i,
                Model = "m",
                Version = "v",
                Rows = 1,
                Type = ElementType.F32,
                Scores = scores,
                Id = Encoding.UTF8.GetBytes($"0198f3c2-7d1e-7c3a-9d20-{i:d12}"),
            });
        }

        Assert.InRange((double)join.Bytes / Rows, 100, 160);
    }

    // One row of weight 0 is no batch without weights, nor are rows to be ignored one without labels.
    [Theory]
    [InlineData(new[] { 1L, 2 }, new[] { 0.0, 0 }, 1)]
    [InlineData(new[] { 1L, 2 }, new[] { 0.0, 1 }, 0)]
    [InlineData(new[] { -100L, -100 }, new[] { 0.0, 0 }, 0)]
    [InlineData(new[] { 1L }, new[] { 0.0 }, 0)]
    public void Join_OfRowsThatAllWeighNothing_IsWarnedOf(long[] labels, double[] weights, int warnings)
    {
        var scores = Enumerable.Range(0, 3 * labels.Length).Select(place => (place % 3) - 0.5f).ToArray();
        var later = Enumerable.Range(100, 10).ToArray();
        var run = new JoinRun(
            [new PlainPrediction(0, "a", "v", 3, scores, weights, IsRejected: false), .. later.Select(time => new PlainPrediction(time, $"p{time}", "v", 3, [1, 2, 3], [], IsRejected: false))],
            [new PlainLabel(0, "a", "", RowNumbers: null, labels, IsRejected: false), .. later.Select(time => new PlainLabel(time, $"l{time}", "", RowNumbers: null, [0], IsRejected: false))],
            new JoinSettings { Within = TimeSpan.FromMilliseconds(40), Disorder = TimeSpan.FromMilliseconds(10) });

        // What comes later lets the clock pass the first of both.
        for (var i = 0; i <= later.Length; i++)
        {
            run.ReadPrediction();
            run.ReadLabel();
        }

        Assert.Equal(warnings, run.Misfits.Count(misfit => misfit.Fault is { Code: FaultCode.NothingToScore, Severity: Severity.Warn }));
        Assert.Equal(warnings, run.Misfits.Count);
    }

    [Fact]
    public void Definition_OfAnyTopics_PairsALabelWithOnePredictionOfAVersion() => PlainTopics.Any.Sample(
        topics =>
        {
            var definition = new JoinDefinition(topics.Predictions, topics.Labels, topics.Settings);
            var byLabel = definition.Pairs.GroupBy(pair => (topics.Predictions[pair.Key.Prediction].Version, pair.Value));
            return byLabel.All(label => label.Select(pair => pair.Key.Prediction).Distinct().Count() == 1);
        },
        iter: Iterations);

    private static string RunToTheEnd(bool forgets, bool keeps, out string expected)
    {
        var random = new Random(5);
        var topics = PlainTopics.OfMany(400, Corrections.Last, random);
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings) { KeepsWhatIsTakenOut = keeps };
        while (run.At.Predictions < topics.Predictions.Length || run.At.Labels < topics.Labels.Length)
        {
            ReadNext(run, topics, random.Next(2) == 0);
            if (run.At.Predictions == topics.Predictions.Length / 2 && forgets)
            {
                run.Commit();
                run.ForgetAll();
                forgets = false;
            }
        }

        run.Commit();
        expected = new JoinDefinition(topics.Predictions, topics.Labels, topics.Settings).Ledger.ToString();
        return run.Committed.ToString();
    }

    // One in five begins in the middle, as a group does that starts at the present end: what was before it is read, and not counted.
    private static string Begin(JoinRun run, PlainTopics topics, Random random)
    {
        if (random.Next(5) > 0)
        {
            return "";
        }

        run.Restart(random.Next(topics.Predictions.Length + 1), random.Next(topics.Labels.Length + 1), random);
        var before = new JoinDefinition(topics.Predictions.AsSpan(0, run.At.Predictions), topics.Labels.AsSpan(0, run.At.Labels), topics.Settings);
        run.Committed.Add(before.Ledger);
        return $"from {run.At}";
    }

    private static void ReadNext(JoinRun run, PlainTopics topics, bool prefersPrediction)
    {
        if (run.At.Labels == topics.Labels.Length || (run.At.Predictions < topics.Predictions.Length && prefersPrediction))
        {
            run.ReadPrediction();
        }
        else
        {
            run.ReadLabel();
        }
    }

    private static void RestartSometimes(JoinRun run, Random random, double share)
    {
        if (random.NextDouble() < share)
        {
            run.Restart(run.At.Predictions, run.At.Labels, random);
        }
    }

    private static void AssertSame(JoinRun run, PlainTopics topics, string start)
    {
        var definition = new JoinDefinition(topics.Predictions.AsSpan(0, run.At.Predictions), topics.Labels.AsSpan(0, run.At.Labels), topics.Settings);
        Assert.True(definition.Ledger.ToString() == run.Committed.ToString(), $"{start} at {run.At}:\n{definition.Ledger}\nis\n{run.Committed}");
    }
}
