using CsCheck;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>What a replay of a time reads, against the definition over all.</summary>
public sealed class JoinReachTests
{
    private const int Iterations = 2000;

    [Fact]
    public void Range_OfAnyTime_IsAllThatDecidesIt() => Gen.Select(PlainTopics.Any, Gen.Int[0, 20], Gen.Int[1, 6], Gen.Int).Sample(
        (topics, begin, windows, seed) =>
        {
            var (from, to) = (begin * JoinLedger.ShortWindow, (begin + windows) * JoinLedger.ShortWindow);
            var (predictions, labels) = RangesOf(topics, from, to);
            var replayed = Join(topics, predictions.Read, labels.Read, new Random(seed)).Between(from, to);
            var expected = Expected(topics, predictions.Decided, labels.Decided).Between(from, to);
            Assert.True(expected.ToString() == replayed.ToString(), $"{from} to {to}, predictions {predictions}, labels {labels}:\n{expected}\nis\n{replayed}");
        },
        iter: Iterations);

    private static ((Range Read, int Decided) Predictions, (Range Read, int Decided) Labels) RangesOf(PlainTopics topics, long from, long to)
    {
        var reach = new JoinReach(topics.Settings);
        var (begin, end) = (reach.BeginOf(from), reach.EndOf(to));
        return (RangeOf([.. topics.Predictions.Select(prediction => prediction.Time)], begin.Predictions, end.Predictions, reach.Disorder),
            RangeOf([.. topics.Labels.Select(label => label.Time)], begin.Labels, end.Labels, reach.Disorder));
    }

    // The first that is not older, and up to where the time has come to the end.
    private static (Range Read, int Decided) RangeOf(long[] times, long begin, long end, long disorder)
    {
        var (first, clock) = (Array.FindIndex(times, time => time >= begin), new EventClock(disorder));
        first = first < 0 ? times.Length : first;
        var decided = Math.Max(Array.FindIndex(times, time => time >= end), 0);
        for (var next = decided; next < times.Length; next++)
        {
            clock.Add(times[next]);
            while (clock.TryDecide(out _))
            {
                decided++;
            }

            if (clock.Time >= end)
            {
                return (first..Math.Max(first, next + 1), decided);
            }
        }

        return (first..times.Length, times.Length);
    }

    private static JoinLedger Join(PlainTopics topics, Range predictions, Range labels, Random random)
    {
        var run = new JoinRun(topics.Predictions[predictions], topics.Labels[labels], topics.Settings);
        var (p, l) = (predictions.End.Value - predictions.Start.Value, labels.End.Value - labels.Start.Value);
        while (run.At.Predictions < p || run.At.Labels < l)
        {
            if (run.At.Labels == l || (run.At.Predictions < p && random.Next(2) == 0))
            {
                run.ReadPrediction();
            }
            else
            {
                run.ReadLabel();
            }
        }

        run.Commit();
        return run.Committed;
    }

    // Records of the time that come behind what is decided are rejected by themselves or disordered, all of them.
    private static JoinLedger Expected(PlainTopics topics, int predictions, int labels)
    {
        var definition = new JoinDefinition(topics.Predictions, topics.Labels, topics.Settings);
        foreach (var late in topics.Predictions.Take(definition.Decided.Predictions).Skip(predictions))
        {
            definition.Ledger.Of(late.Version, late.Time).Counts.Add(late.IsRejected ? PredictionOutcome.Rejected : PredictionOutcome.Disordered, -late.Rows);
        }

        foreach (var late in topics.Labels.Take(definition.Decided.Labels).Skip(labels))
        {
            definition.Ledger.Of("", late.Time).Counts.Add(late.IsRejected ? LabelOutcome.Rejected : LabelOutcome.Disordered, -late.Rows);
        }

        return definition.Ledger;
    }
}
