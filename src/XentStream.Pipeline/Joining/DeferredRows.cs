using System.Runtime.InteropServices;
using XentStream.Pipeline.Recording;
using XentStream.Scoring;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// Rows of a stream that have a label and are still to be scored. To score a row by itself takes many times as long as one among others, and predictions are mostly of one row: those that are
/// <see cref="PlainRow">plain</see> are laid aside until there are many, or the delta that they belong to is asked for. Totals do not depend on the order in which rows are added.
/// </summary>
internal sealed class DeferredRows(Contract contract)
{
    private const int MostBytes = 16_384;
    private const int MostRows = 256;

    private (ElementType Scores, ScoreKind Kind, int Classes, ElementType Label) known;
    private bool canBePlain;
    private WindowFigures? delta;
    private byte[] scores = [];
    private long[] labels = [];
    private int classes;
    private int count;

    /// <summary>Whether a prediction can be laid aside with its label: it is one plain row.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="label">The label record.</param>
    /// <param name="number">The class that the label names.</param>
    public bool Takes(in StoredPrediction prediction, in StoredLabel label, out long number)
    {
        number = 0;
        if (prediction.Rows != 1 || label.Count != 1 || label.HasRowNumbers || !prediction.Weights.IsEmpty || !CanBePlain((prediction.Type, prediction.Kind, prediction.Classes, label.Type)))
        {
            return false;
        }

        number = Elements.ReadInteger(label.Type, label.Values);
        return PlainRow.IsSo(MemoryMarshal.Cast<byte, float>(prediction.Scores), number, contract);
    }

    /// <summary>Whether a row can be laid to those that are here.</summary>
    public bool HasRoomFor(WindowFigures target, in StoredPrediction row) => count < labels.Length && delta == target && classes == row.Classes;

    /// <summary>Lays a row aside.</summary>
    /// <param name="target">What it is to be added to.</param>
    /// <param name="row">A prediction that can be laid aside, and that there is room for unless nothing is here.</param>
    /// <param name="label">Its label.</param>
    public void Add(WindowFigures target, in StoredPrediction row, long label)
    {
        if (count == 0)
        {
            Begin(target, row);
        }

        row.Scores.CopyTo(scores.AsSpan(count * row.Scores.Length));
        labels[count++] = label;
    }

    /// <summary>Adds the rows to their delta.</summary>
    public void Score(BatchScorer scorer)
    {
        if (count == 0)
        {
            return;
        }

        scorer.ScorePlain(scores.AsSpan(0, count * classes * sizeof(float)), labels.AsSpan(0, count), classes, contract);
        delta!.Totals.Add(scorer.Totals);
        (delta, count) = (null, 0);
    }

    private bool CanBePlain((ElementType Scores, ScoreKind Kind, int Classes, ElementType Label) types)
    {
        if (types != known)
        {
            (known, canBePlain) = (types, PlainRow.IsPossible(types.Scores, types.Kind, types.Classes, types.Label, contract));
        }

        return canBePlain;
    }

    private void Begin(WindowFigures target, in StoredPrediction row)
    {
        delta = target;
        if (classes != row.Classes)
        {
            classes = row.Classes;
            labels = new long[Math.Clamp(Math.Min(MostBytes / row.Scores.Length, contract.MaxRows), 1, MostRows)];
            scores = new byte[labels.Length * row.Scores.Length];
        }
    }
}
