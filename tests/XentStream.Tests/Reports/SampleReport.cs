using XentStream.Demo;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;
using XentStream.Reports;
using XentStream.Scoring.Contracts;

namespace XentStream.Tests.Reports;

/// <summary>A report of the demo's batches, as if they had come one every twenty seconds.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan BetweenRecords = TimeSpan.FromSeconds(20);

    public static WorkerSettings Settings { get; } = DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1);

    /// <summary>Two versions beside each other, in two rows.</summary>
    public static PairedVersions Pair()
    {
        var pair = new PairedVersions(DigitBatch.Model, new VersionPair("v1", "v2"));
        pair.Rows.Add(0.5, 0.25);
        pair.Rows.Add(1, 1.5);
        return pair;
    }

    /// <summary>Makes it.</summary>
    /// <param name="change">What is changed of the contract of the digits.</param>
    /// <param name="lost">Offsets that retention has removed.</param>
    /// <param name="scope">What was asked for.</param>
    /// <param name="every">One of so many records is replayed.</param>
    /// <param name="pairs">Versions that were compared row by row.</param>
    public static ReportSummary Make(Func<Contract, Contract>? change = null, long lost = 0, Func<ReplayScope, ReplayScope>? scope = null, int every = 1, params PairedVersions[] pairs)
    {
        var contracts = new Dictionary<string, Contract>(Settings.Contracts);
        contracts[DigitBatch.Model] = (change ?? (same => same))(contracts[DigitBatch.Model]);
        var settings = Settings with { Contracts = contracts };
        var asked = (scope ?? (same => same))(new ReplayScope([DemoSettings.Topic]));
        var windows = Evaluate(settings, asked, every);
        var partition = new ReplayedPartition(new PartitionId(DemoSettings.Topic, 0), 0, 100 / every) { Records = 100 / every, Lost = lost, DigestState = new byte[32] };
        return ReportSummary.Of(settings, asked, new ReplayResult([partition], Refusal: null) { Windows = windows, Pairs = pairs }, Begin);
    }

    /// <summary>A report of labels that came on a topic of their own.</summary>
    /// <param name="within">How long they may take.</param>
    /// <param name="change">What is changed of the books of the only window of a model.</param>
    /// <param name="changeLabels">What is changed of the figures of labels by themselves.</param>
    /// <param name="isCut">Whether retention may have removed something before the range.</param>
    /// <param name="scope">What was asked for.</param>
    public static ReportSummary MakeJoined(int within = 60, Action<WindowFigures>? change = null, Action<WindowFigures>? changeLabels = null, bool isCut = false, Func<ReplayScope, ReplayScope>? scope = null)
    {
        var settings = Settings with { Topics = Settings.Topics with { Labels = "labels" }, Join = new JoinSettings { Within = TimeSpan.FromSeconds(within) } };
        var asked = (scope ?? (same => same))(new ReplayScope([DemoSettings.Topic, "labels"]));
        var (open, batch) = (new OpenWindows(settings.Window) { BeginInTheMiddle = true }, new BatchEvaluator(settings.ContractOf, TimeProvider.System));
        var record = DemoPass.WithEachKindOnce().First();
        var figures = open.Find(DigitBatch.Model, "v1", Begin);
        figures.Add(batch.Evaluate(record.Value, isMissing: false, record.ReadHeaders(), PayloadEncoding.Safetensors));
        figures.Join.Add(PredictionOutcome.Scored, 29);
        figures.Join.Add(PredictionOutcome.Waiting, 29);
        figures.Join.Add(PredictionOutcome.Duplicate, 3);
        figures.Join.Add(MatchOutcome.Standing, 29);
        change?.Invoke(figures);
        open.Find("", "", Begin).Join.Add(LabelOutcome.Matched, 29);
        open.Find("", "", Begin).Join.Add(LabelOutcome.Orphan, 4);
        changeLabels?.Invoke(open.Find("", "", Begin));
        ReplayedPartition[] partitions =
        [
            new(new PartitionId("labels", 0), 5, 20) { Counted = 7, Records = 15, DigestState = new byte[32] },
            new(new PartitionId(DemoSettings.Topic, 0), 0, 10) { Records = 10, DigestState = new byte[32], IsCut = isCut },
        ];
        return ReportSummary.Of(settings, asked, new ReplayResult(partitions, Refusal: null) { Windows = [.. open.Ordered] }, Begin);
    }

    private static List<ReplayedWindow> Evaluate(WorkerSettings settings, ReplayScope scope, int every)
    {
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        var open = new OpenWindows(settings.Window);
        foreach (var (number, record) in DemoPass.WithEachKindOnce().Index().Where(record => record.Index % every == 0))
        {
            var time = Begin + (number * BetweenRecords);
            var evaluation = evaluator.Evaluate(record.Value, record.Value is null, record.ReadHeaders(), PayloadEncoding.Safetensors);
            if (scope.Selects(time) && scope.Selects(evaluation.Model, evaluation.Version))
            {
                open.Find(evaluation.Model, evaluation.Version, time).Add(evaluation);
            }
        }

        return [.. open.Ordered];
    }
}
