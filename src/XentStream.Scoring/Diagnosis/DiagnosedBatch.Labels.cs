using System.Buffers.Binary;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

// What rules ask of the labels and of the axes that they may fit.
internal ref partial struct DiagnosedBatch
{
    /// <summary>What labels that are one number each hold.</summary>
    public LabelCensus Census => census ??= LabelCensus.Of(this);

    // The following stand once the batch is read as rows: what is repaired was repaired by then.

    /// <summary>Which rows are scored.</summary>
    public ScoredRows ScoredRows => scoredRows ??= ScoredRows.Of(this);

    /// <summary>What the scores of these have in common.</summary>
    public ScoreCensus ScoreCensus => scoreCensus ??= ScoreCensus.Of(ref this);

    /// <summary>The classes of these.</summary>
    public ClassLabels ClassLabels => classLabels ??= ClassLabels.Of(ref this);

    /// <summary>A label as a number, by its place.</summary>
    public readonly double LabelAt(long place) => Labels.Type == ElementType.I64 ? BinaryPrimitives.ReadInt64LittleEndian(Labels.Bytes[(int)(place * sizeof(long))..])
        : Elements.ReadDouble(Labels.Type, Labels.Bytes[(int)(place * Labels.Type.Size)..]);

    /// <summary>A label as a text, by its place.</summary>
    public readonly string LabelTextAt(long place) => Labels.Type switch
    {
        ElementType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(Labels.Bytes[(int)(place * sizeof(ulong))..]).ToString(),
        { IsInteger: true } => Elements.ReadInteger(Labels.Type, Labels.Bytes[(int)(place * Labels.Type.Size)..]).ToString(),
        _ => LabelAt(place).ToString("G7"),
    };

    /// <summary>Whether a label that is one number is the value to ignore.</summary>
    public readonly bool IsIgnored(long place) => IgnoreIndex is { } ignored && LabelAt(place) == ignored;

    /// <summary>The scores of a row of a batch that pairs.</summary>
    public readonly DenseRow ScoresOfRow(long row) => Rows.NumbersOfRow(row);

    /// <summary>The scores of all rows of a batch that pairs, in blocks.</summary>
    public readonly LineBlocks ScoreBlocks() => new(Scores.Type, Scores.Bytes, Rows.Classes, Rows.Stride, Rows.Rows);

    /// <summary>All labels as numbers, in blocks of lines of one.</summary>
    public readonly LineBlocks LabelBlocks() => LineBlocks.OfElements(Labels);

    /// <summary>Whether all labels are 0 or 1, and there are some.</summary>
    public readonly bool AreLabelsZeroOne()
    {
        foreach (var block in LabelBlocks())
        {
            if (!block.Numbers.AreZeroOne())
            {
                return false;
            }
        }

        return Y.Count > 0;
    }

    /// <summary>Whether all labels are whole numbers.</summary>
    public readonly bool AreLabelsWhole()
    {
        if (Labels.Type.IsInteger)
        {
            return true;
        }

        foreach (var block in LabelBlocks())
        {
            if (!block.Numbers.AreWhole())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether labels of the scores' shape are one-hot over an axis.</summary>
    public readonly bool AreLabelsOneHotOver(int axis) => Y.Count > 0 && new AxisLines(Labels, axis).AreOneHot();

    /// <summary>Whether labels of the scores' shape are distributions over an axis.</summary>
    public readonly bool AreLabelsDistributionsOver(int axis) =>
        Y.Count > 0 && new AxisLines(Labels, axis).AreDistributions(Normalization.ToleranceOf(Labels.Type, (int)L[axis]), Contract.IgnoresZeroRows);

    /// <summary>All axes of the scores but the class axis; an axis of length 1 is no class axis, for every sum over it is trivial.</summary>
    public readonly List<int> AxesButClassAxis()
    {
        List<int> axes = [];
        for (var axis = 0; axis < L.Rank; axis++)
        {
            if (axis != ClassAxis && L[axis] > 1)
            {
                axes.Add(axis);
            }
        }

        return axes;
    }

    /// <summary>The axes that the labels fit, where they do not fit the class axis.</summary>
    public readonly List<int> AxesThatLabelsFit()
    {
        if (IsIndex && HasClasses && (HasNoClassAxis || R != S))
        {
            var (scores, rows) = (L, R);
            return [.. AxesButClassAxis().Where(axis => rows == scores.Without(axis))];
        }

        List<int> fitting = [];
        if (IsDense && Y == L && (HasNoClassAxis || !AreLabelsDistributionsOver(ClassAxis!.Value)))
        {
            foreach (var axis in AxesButClassAxis())
            {
                if (AreLabelsDistributionsOver(axis))
                {
                    fitting.Add(axis);
                }
            }
        }

        return fitting;
    }
}
