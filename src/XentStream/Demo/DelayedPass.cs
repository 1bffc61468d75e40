using System.Text;

namespace XentStream.Demo;

/// <summary>
/// A pass of the version whose labels come by themselves: the predictions of v3 without labels, and a record for each label. The delays are those of the records' own times, which
/// decide what is joined: nobody has to wait for them.
/// </summary>
internal sealed class DelayedPass
{
    /// <summary>The version.</summary>
    public const string Version = "v3-delayed";

    /// <summary>How long after its prediction a label may come.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>How far behind others a record may be.</summary>
    public static readonly TimeSpan Disorder = TimeSpan.FromSeconds(10);

    // Of so many rows, one gets no label; and of so many, one gets its label twice, and then another.
    private const int NoneEvery = 50;
    private const int AgainEvery = 100;

    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(6);

    private readonly List<DelayedRecord> labels = [];

    /// <summary>Makes a pass.</summary>
    /// <param name="number">Its number, which makes its ids new.</param>
    /// <param name="begin">The time of its first prediction.</param>
    public DelayedPass(int number, DateTimeOffset begin)
    {
        foreach (var (i, batch) in DigitData.Read("v3").Index())
        {
            Add($"digits-{number}-{i}", begin + (i * BetweenBatches), batch with { Version = Version });
        }
    }

    /// <summary>The predictions, in order.</summary>
    public List<DelayedRecord> Predictions { get; } = [];

    /// <summary>The labels, each for one row, in the order of their times.</summary>
    public IReadOnlyList<DelayedRecord> Labels => [.. labels.OrderBy(label => label.At)];

    /// <summary>How many rows are predicted.</summary>
    public int Rows { get; private set; }

    /// <summary>When nothing of this pass waits any more.</summary>
    public DateTimeOffset Over => Predictions[^1].At + Within + Disorder + Again;

    private void Add(string id, DateTimeOffset at, DigitBatch batch)
    {
        Predictions.Add(new(id, at, DemoPayload.WithoutLabels(batch).ToArray(), "application/x-safetensors"));
        for (var row = 0; row < batch.Rows; row++)
        {
            AddLabels(id, row, batch.LabelOf(row), at + Least + ((Most - Least) * (Rows % NoneEvery) / NoneEvery));
            Rows++;
        }
    }

    private void AddLabels(string id, int row, long label, DateTimeOffset at)
    {
        if (Rows % NoneEvery == NoneEvery - 1)
        {
            return;
        }

        labels.Add(LabelOf(id, row, label, at));
        if (Rows % AgainEvery == AgainEvery / 4)
        {
            labels.Add(LabelOf(id, row, label, at + Again));
            labels.Add(LabelOf(id, row, (label + 1) % DigitBatch.Classes, at + (2 * Again)));
        }
    }

    private static DelayedRecord LabelOf(string id, int row, long label, DateTimeOffset at) =>
        new(id, at, Encoding.UTF8.GetBytes($$"""{"id": "{{id}}", "labels": [{{label}}], "rows": [{{row}}]}"""), "application/json");
}
