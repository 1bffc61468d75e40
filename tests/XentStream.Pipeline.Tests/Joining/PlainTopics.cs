using CsCheck;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>Random topics of a few records, close together: ids come again, clocks differ and lie, labels come early, late, twice, for others, and not at all.</summary>
internal sealed record PlainTopics(JoinSettings Settings, PlainPrediction[] Predictions, PlainLabel[] Labels)
{
    private static readonly Gen<JoinSettings> AnySettings = Gen.Select(
        OneOf(1, 2, 3, 5, 8), OneOf(0, 0, 1, 2), OneOf(0, 0, 1, 2, 4), OneOf(Corrections.First, Corrections.Last),
        (within, ahead, disorder, corrections) => new JoinSettings
        {
            Within = TimeSpan.FromMilliseconds(within),
            Ahead = TimeSpan.FromMilliseconds(ahead),
            Disorder = TimeSpan.FromMilliseconds(disorder),
            Corrections = corrections,
        });

    // How far the time moves, and how far off a record's own clock is.
    private static readonly Gen<(int Step, int Off)> Tick = Gen.Select(
        Gen.Frequency((24, Gen.Int[0, 2]), (1, Gen.Int[5, 25])),
        Gen.Frequency((12, Gen.Const(0)), (6, Gen.Int[-4, 0]), (1, Gen.Int[-30, -5]), (1, OneOf(6, 20, 1000))));

    private static readonly Gen<string> Id = OneOf("a", "b", "c");

    private static readonly Gen<float> Score = Gen.Frequency((40, Gen.Float[-20, 20]), (1, Gen.Const(float.NegativeInfinity)), (1, Gen.Const(float.NaN)));

    private static readonly Gen<PlainPrediction> Prediction = Gen.Select(
        Id, OneOf("v1", "v1", "v2"), Gen.Int[1, 3], Gen.Int[2, 3], Gen.Frequency((12, Gen.Const(false)), (1, Gen.Const(true))), Gen.Bool,
        (id, version, rows, classes, isRejected, hasWeights) => (id, version, rows, classes, isRejected, hasWeights))
        .SelectMany(given => Gen.Select(Score.Array[given.rows * given.classes], Gen.Double[0, 4].Array[given.hasWeights ? given.rows : 0], (scores, weights) =>
            new PlainPrediction(0, given.id, given.version, given.classes, scores, weights, given.isRejected)));

    private static readonly Gen<long> Value = Gen.Frequency((7, Gen.Long[0, 1]), (2, Gen.Long[0, 2]), (1, Gen.Const(-100L)));

    private static readonly Gen<int[]> RowNumbers = Gen.Frequency((8, Gen.Shuffle(new[] { 0, 1, 2 })), (1, Gen.Shuffle(new[] { 0, 1, 2, 3 }))).SelectMany(rows => Gen.Int[1, 2].Select(count => rows[..count]));

    private static readonly Gen<PlainLabel> Label = Gen.Select(
        Id,
        Gen.Frequency((9, Gen.Const("")), (1, Gen.Const("v2"))),
        Gen.Frequency((12, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Frequency(
            (1, Gen.Const(((int[]?)null, (long[]?)null))),
            (5, Value.Array[1, 3].Select(values => ((int[]?)null, (long[]?)values))),
            (5, RowNumbers.SelectMany(rows => Value.Array[rows.Length].Select(values => ((int[]?)rows, (long[]?)values))))),
        (id, version, isRejected, content) => new PlainLabel(0, id, version, content.Item1, content.Item2, isRejected));

    public static Gen<PlainTopics> Any { get; } = Gen.Select(
        AnySettings, Gen.Select(Tick, Prediction).Array[0, 16], Gen.Select(Tick, Label).Array[0, 16], OneOf(0, 0, 2, -3, 10, -10),
        (settings, predictions, labels, skew) => new PlainTopics(
            settings,
            [.. Walk(predictions, 40, (prediction, time) => prediction with { Time = time })],
            [.. Walk(labels, 40 + skew, (label, time) => WithMeaning(label with { Time = time }, settings))]));

    /// <summary>Topics of many records, whose ids come once and whose labels come within a few steps or never; now and then a label is early, twice, or for nobody.</summary>
    public static PlainTopics OfMany(int count, Corrections corrections, Random random)
    {
        var settings = new JoinSettings { Within = TimeSpan.FromMilliseconds(40), Ahead = TimeSpan.FromMilliseconds(3), Disorder = TimeSpan.FromMilliseconds(10), Corrections = corrections };
        var (predictions, labels) = (new List<PlainPrediction>(), new List<PlainLabel>());
        for (var i = 0; i < count; i++)
        {
            var id = $"id-{(random.Next(50) == 0 ? i / 2 : i)}";
            predictions.Add(new PlainPrediction(100 + i, id, "v1", 2, [(random.NextSingle() * 4) - 2, (random.NextSingle() * 4) - 2], [], IsRejected: false));
            for (var copies = random.Next(20) == 0 ? 2 : random.Next(10) == 0 ? 0 : 1; copies > 0; copies--)
            {
                labels.Add(new PlainLabel(100 + i + random.Next(-3, 45), id, "", RowNumbers: null, [random.Next(2)], IsRejected: false));
            }
        }

        return new PlainTopics(settings, [.. predictions], [.. labels.OrderBy(label => label.Time + random.Next(5))]);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // The first label stands: there is nothing to withdraw.
    private static PlainLabel WithMeaning(PlainLabel label, JoinSettings settings) =>
        label.Values is null && settings.Corrections == Corrections.First ? label with { IsRejected = true } : label;

    private static IEnumerable<T> Walk<T>((ValueTuple<int, int> Tick, T Record)[] records, int begin, Func<T, long, T> at)
    {
        var time = begin;
        foreach (var ((step, off), record) in records)
        {
            time += step;
            yield return at(record, Math.Max(0, time + off));
        }
    }

    public override string ToString() => $"{Settings}\n{string.Join('\n', Predictions.AsEnumerable())}\n{string.Join('\n', Labels.AsEnumerable())}";
}
