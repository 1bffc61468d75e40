using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// Scores rows of a prediction under a label record: all of them, or some. The numbers of a row depend on nothing but its own bytes, so rows that were added together can be
/// taken out one by one.
/// </summary>
internal sealed class PairScorer
{
    private readonly BatchScorer scorer = new();
    private byte[] scores = [];
    private byte[] labels = [];
    private byte[] weights = [];
    private TensorShape shapeOfRows = TensorShape.Of(0);
    private TensorShape shapeOfScores = TensorShape.Of(0, 0);

    /// <summary>The totals of the rows that were scored last.</summary>
    public Totals Totals => scorer.Totals;

    /// <summary>Whether a label record fits a prediction; then <see cref="Totals"/> are those of its rows.</summary>
    /// <param name="stream">Model and version of the prediction.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="label">The label record.</param>
    /// <param name="fault">Why it does not fit, or what stands beside the number, or null.</param>
    public bool TryFit(JoinedStream stream, in StoredPrediction prediction, in StoredLabel label, out Fault? fault)
    {
        var places = label.PlacesFor(prediction.Rows);
        var width = WidthOf(stream, prediction, label);
        fault = label.Count != (long)places * width ? JoinFaults.CountMismatch(label.Count, places, prediction.Classes, prediction.Rows) : null;
        foreach (var row in label.RowNumbers)
        {
            fault ??= (uint)row >= (uint)prediction.Rows ? JoinFaults.RowUnknown(row, prediction.Rows) : null;
        }

        if (fault is not null)
        {
            return false;
        }

        var isInOrder = !label.HasRowNumbers && (width == 1 || label.Axes.Length <= 2);
        var isScored = scorer.TryScoreAsIs(isInOrder ? WholeBatch(prediction, label, width) : Gather(stream, prediction, label, width, []), stream.Contract, out var faults);

        // Rows that are to be ignored are no batch without labels, nor is one row of weight 0 a batch without weights.
        fault = faults.IsEmpty || (isScored && faults[0].Code == FaultCode.NothingToScore && scorer.Totals.Scored <= 1) ? null : faults[0];
        return isScored;
    }

    /// <summary>Scores some rows under a label that fits.</summary>
    /// <param name="stream">Model and version of the prediction.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="label">The label record.</param>
    /// <param name="places">The places of the labels.</param>
    public void Score(JoinedStream stream, in StoredPrediction prediction, in StoredLabel label, ReadOnlySpan<int> places)
    {
        if (!scorer.TryScoreAsIs(Gather(stream, prediction, label, WidthOf(stream, prediction, label), places), stream.Contract, out var faults))
        {
            throw new InvalidOperationException($"Rows of a label that fits cannot be scored again: {faults[0].Wrong}");
        }
    }

    /// <summary>Scores the rows that were laid aside.</summary>
    public void Score(DeferredRows rows) => rows.Score(scorer);

    /// <summary>Whether two labels say the same of a row.</summary>
    public static bool AreEqual(JoinedStream stream, in StoredPrediction prediction, in StoredLabel one, int place, in StoredLabel other, int otherPlace)
    {
        var width = WidthOf(stream, prediction, one);
        var areEqual = width == WidthOf(stream, prediction, other);
        for (var c = 0; areEqual && c < width; c++)
        {
            var left = one.At(place, c, width, stream.ClassAxis);
            var right = other.At(otherPlace, c, width, stream.ClassAxis);
            areEqual = one.Type.IsInteger && other.Type.IsInteger
                ? Elements.ReadInteger(one.Type, left) == Elements.ReadInteger(other.Type, right)
                : Elements.ReadDouble(one.Type, left) == Elements.ReadDouble(other.Type, right);
        }

        return areEqual;
    }

    // One number a label, or one for each class. Undeclared floating labels are distributions where there are enough of them, as in a batch that carries its labels.
    private static int WidthOf(JoinedStream stream, in StoredPrediction prediction, in StoredLabel label)
    {
        var isDense = stream.Contract.Labels is LabelKind.OneHot or LabelKind.Distribution
            || (stream.Contract.Labels is null && !label.Type.IsInteger && label.Count == (long)label.PlacesFor(prediction.Rows) * prediction.Classes);
        return isDense ? Math.Max(prediction.Classes, 1) : 1;
    }

    private TensorBatch WholeBatch(in StoredPrediction prediction, in StoredLabel label, int width) =>
        BatchOf(prediction, label.Type, prediction.Rows, width, prediction.Scores, label.Values, prediction.Weights);

    private TensorBatch Gather(JoinedStream stream, in StoredPrediction prediction, in StoredLabel label, int width, ReadOnlySpan<int> places)
    {
        var count = places.IsEmpty ? label.PlacesFor(prediction.Rows) : places.Length;
        var (row, size) = (prediction.Classes * prediction.Type.Size, label.Type.Size);
        var gathered = Take(ref scores, count * row);
        var values = Take(ref labels, count * width * size);
        var weightsOfRows = Take(ref weights, prediction.Weights.IsEmpty ? 0 : count * sizeof(double));
        for (var i = 0; i < count; i++)
        {
            var place = places.IsEmpty ? i : places[i];
            var from = label.RowOf(place);
            prediction.Scores.Slice(from * row, row).CopyTo(gathered[(i * row)..]);
            for (var c = 0; c < width; c++)
            {
                label.At(place, c, width, stream.ClassAxis).CopyTo(values[(((i * width) + c) * size)..]);
            }

            if (!weightsOfRows.IsEmpty)
            {
                prediction.Weights.Slice(from * sizeof(double), sizeof(double)).CopyTo(weightsOfRows[(i * sizeof(double))..]);
            }
        }

        return BatchOf(prediction, label.Type, count, width, gathered, values, weightsOfRows);
    }

    private TensorBatch BatchOf(
        in StoredPrediction prediction, ElementType labelType, int rows, int width, ReadOnlySpan<byte> scores, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> weights) => new()
        {
            ScoreKind = prediction.Kind,
            Scores = new TensorView(prediction.Type, prediction.Classes == 1 ? ShapeOf(rows) : ShapeOf(rows, prediction.Classes), scores),
            Labels = new TensorView(labelType, width == 1 ? ShapeOf(rows) : ShapeOf(rows, width), labels),
            Weights = weights.IsEmpty ? default : new TensorView(ElementType.F64, ShapeOf(rows), weights),
        };

    // Nearly always those of the pair before.
    private TensorShape ShapeOf(int rows)
    {
        if (shapeOfRows[0] != rows)
        {
            shapeOfRows = TensorShape.Of(rows);
        }

        return shapeOfRows;
    }

    private TensorShape ShapeOf(int rows, int classes)
    {
        if (shapeOfScores[0] != rows || shapeOfScores[1] != classes)
        {
            shapeOfScores = TensorShape.Of(rows, classes);
        }

        return shapeOfScores;
    }

    private static Span<byte> Take(ref byte[] buffer, int length)
    {
        if (length > buffer.Length)
        {
            buffer = new byte[Math.Max(length, buffer.Length * 2)];
        }

        return buffer.AsSpan(0, length);
    }
}
