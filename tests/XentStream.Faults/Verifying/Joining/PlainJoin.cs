using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Faults;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>
/// The join of one partition by its definition, over two lists: for each prediction that stands all labels of its id that reach it, in their order. It knows of no state, no time at which a record
/// was read, and nothing of what the worker does.
/// </summary>
internal sealed class PlainJoin(WorkerSettings settings, int partition, IReadOnlyList<ReadPrediction> predictions, IReadOnlyList<ReadLabel> labels, JoinExpectation expected)
{
    private const long Ignore = -100;

    private readonly long within = (long)settings.Join!.Within.TotalMilliseconds;
    private readonly long ahead = (long)settings.Join!.Ahead.TotalMilliseconds;
    private readonly long disorder = (long)settings.Join!.Disorder.TotalMilliseconds;
    private readonly HashSet<LabelOutcome>[] fates = [.. labels.Select(_ => new HashSet<LabelOutcome>())];
    private readonly RowScorer scorer = new(settings);
    private Front ofPredictions = null!;
    private Front ofLabels = null!;

    /// <summary>Joins, and says what comes of it.</summary>
    public void Run()
    {
        ofPredictions = Front.Of([.. predictions.Select(prediction => prediction.Time)], disorder);
        ofLabels = Front.Of([.. labels.Select(label => label.Time)], disorder);
        var byId = Enumerable.Range(0, ofLabels.Disordered.Count).Where(j => !labels[j].IsForNobody && !ofLabels.Disordered[j]).ToLookup(j => labels[j].Id);
        var earlier = new Dictionary<(string, string, string), List<long>>();
        for (var i = 0; i < ofPredictions.Disordered.Count; i++)
        {
            JudgePrediction(predictions[i], ofPredictions.Disordered[i], earlier, byId);
        }

        for (var j = 0; j < ofLabels.Disordered.Count; j++)
        {
            expected.Of(partition, "", "", labels[j].Time).Books.Add(JudgeLabel(labels[j], fates[j], ofLabels.Disordered[j]), labels[j].Rows);
        }
    }

    private void JudgePrediction(ReadPrediction prediction, bool isDisordered, Dictionary<(string, string, string), List<long>> earlier, ILookup<string, int> byId)
    {
        var books = expected.Of(partition, prediction.Model, prediction.Version, prediction.Time).Books;
        if (prediction.IsRejected || isDisordered)
        {
            books.Add(prediction.IsRejected ? PredictionOutcome.Rejected : PredictionOutcome.Disordered, prediction.Rows);
            return;
        }

        var key = (prediction.Id, prediction.Model, prediction.Version);
        var times = earlier.GetValueOrDefault(key) ?? (earlier[key] = []);
        var isDuplicate = times.Any(time => Math.Abs(time - prediction.Time) <= within + ahead);
        times.Add(prediction.Time);
        if (isDuplicate)
        {
            books.Add(PredictionOutcome.Duplicate, prediction.Rows);
            return;
        }

        Pair(prediction, [.. byId[prediction.Id].Where(j => labels[j].Time - prediction.Time >= -ahead && labels[j].Time - prediction.Time <= within)]);
    }

    private void Pair(ReadPrediction prediction, List<int> reaching)
    {
        var fitting = new List<ReadLabel>();
        foreach (var j in reaching)
        {
            if (labels[j].Values is not null && FindMisfit(prediction, labels[j]) is { } misfit)
            {
                fates[j].Add(LabelOutcome.Rejected);
                expected.AddMisfit(partition, labels[j].Offset, prediction, misfit);
                continue;
            }

            fates[j].Add(labels[j].Values is null ? LabelOutcome.Waiting : LabelOutcome.Matched);
            fitting.Add(labels[j]);
        }

        for (var row = 0; row < prediction.Rows; row++)
        {
            JudgeRow(prediction, row, [.. fitting.Where(label => label.Values is null || label.ValueOf(row) is not null).Select(label => label.Values is null ? null : label.ValueOf(row))]);
        }
    }

    private static string? FindMisfit(ReadPrediction prediction, ReadLabel label) =>
        label.RowNumbers is null && label.Rows != prediction.Rows ? FaultCode.LabelCountMismatch.Name
        : label.RowNumbers?.Any(row => row >= prediction.Rows) == true ? FaultCode.LabelRowUnknown.Name
        : label.Values!.Any(value => value != Ignore && (value < 0 || value >= prediction.Classes)) ? FaultCode.LabelOutOfRange.Name
        : null;

    // What labels say of a row in their order; null takes back what was said.
    private void JudgeRow(ReadPrediction prediction, int row, List<long?> said)
    {
        var sum = expected.Of(partition, prediction.Model, prediction.Version, prediction.Time);
        var stands = settings.Join!.Corrections == Corrections.First ? TakeFirst(said, sum.Books) : TakeLast(said, sum.Books);
        if (stands is not { } label)
        {
            sum.Books.Add(prediction.Time + within < ofLabels.Time - disorder ? PredictionOutcome.Expired : PredictionOutcome.Waiting, 1);
            return;
        }

        sum.Books.Add(MatchOutcome.Standing, 1);
        sum.Books.Add(label == Ignore ? PredictionOutcome.Ignored : PredictionOutcome.Scored, 1);
        sum.Totals.Add(scorer.Score(prediction, row, label));
    }

    private static long? TakeFirst(List<long?> said, JoinCounts books)
    {
        books.Add(MatchOutcome.Repeat, said.Skip(1).Count(label => label == said[0]));
        books.Add(MatchOutcome.Conflict, said.Skip(1).Count(label => label != said[0]));
        return said.Count == 0 ? null : said[0];
    }

    private static long? TakeLast(List<long?> said, JoinCounts books)
    {
        foreach (var (label, next) in said.Zip(said.Skip(1)).Where(pair => pair.First is not null))
        {
            books.Add(next is null or Ignore ? MatchOutcome.Withdrawn : MatchOutcome.Superseded, 1);
        }

        return said.Count == 0 ? null : said[^1];
    }

    private LabelOutcome JudgeLabel(ReadLabel label, HashSet<LabelOutcome> fate, bool isDisordered) =>
        label.IsForNobody ? LabelOutcome.Rejected
        : isDisordered ? LabelOutcome.Disordered
        : fate.Contains(LabelOutcome.Matched) ? LabelOutcome.Matched
        : fate.Contains(LabelOutcome.Rejected) ? LabelOutcome.Rejected
        : label.Time + ahead < ofPredictions.Time - disorder ? LabelOutcome.Orphan
        : LabelOutcome.Waiting;
}
