using System.Runtime.CompilerServices;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What the scored labels of a batch hold, where each is one number.</summary>
internal sealed class LabelCensus
{
    /// <summary>The scored labels.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest of them.</summary>
    public double Min { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest of them.</summary>
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>How many have a fraction or are not finite.</summary>
    public long NotWhole { get; private set; }

    /// <summary>The first of these.</summary>
    public long FirstNotWhole { get; private set; }

    /// <summary>How many are below 0 or no class.</summary>
    public long Outside { get; private set; }

    /// <summary>The first of these.</summary>
    public long FirstOutside { get; private set; }

    /// <summary>The value of the first of these.</summary>
    public double OutsideValue { get; private set; }

    /// <summary>Whether all of these are the same.</summary>
    public bool IsOneValueOutside { get; private set; } = true;

    /// <summary>Whether the labels are −1 and 1 and nothing else, and both occur.</summary>
    public bool AreSigned => extremesAlone && Min == -1 && Max == 1;

    /// <summary>Whether the labels are 0 and 255 and nothing else, and both occur.</summary>
    public bool AreForeground => extremesAlone && Min == 0 && Max == 255;

    /// <summary>Whether the labels run from 1 to C: the largest is C, and one in the lowest tenth speaks for it.</summary>
    public bool IsOneBased(double classes) => Max == classes && Min >= 1 && Min <= Math.Ceiling(classes / 10) && Min < classes;

    private bool extremesAlone;

    /// <summary>Counts the labels of a batch.</summary>
    public static LabelCensus Of(in DiagnosedBatch batch)
    {
        var census = new LabelCensus();
        var classes = batch.HasClasses ? batch.C : batch.IsIndex ? long.MaxValue : double.PositiveInfinity;
        double? ignored = batch.IgnoreIndex;
        foreach (var block in batch.LabelBlocks())
        {
            if (batch.Labels.Type.IsInteger && block.Numbers.AreWithin(0, Math.BitDecrement(classes)) && (ignored is not { } other || block.Numbers.AreOtherThan(other)))
            {
                census.AddClasses(block.Numbers);
            }
            else
            {
                census.Add(block, ignored, classes);
            }
        }

        census.extremesAlone = census.AreExtremesAlone(batch.LabelBlocks(), ignored);
        return census;
    }

    // Whether other values than the two extremes occur is clear only when these are known.
    private bool AreExtremesAlone(LineBlocks labels, double? ignored)
    {
        foreach (var block in labels)
        {
            foreach (var label in block.Numbers)
            {
                if (label != ignored && label != Min && label != Max)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Labels that are all classes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddClasses(ReadOnlySpan<double> labels)
    {
        var (min, max) = (Min, Max);
        foreach (var label in labels)
        {
            min = label < min ? label : min;
            max = label > max ? label : max;
        }

        (Min, Max, Count) = (min, max, Count + labels.Length);
    }

    private void Add(LineBlock block, double? ignored, double classes)
    {
        for (var i = 0; i < block.Numbers.Length; i++)
        {
            if (block.Numbers[i] != ignored)
            {
                Add(block.Numbers[i], block.First + i, classes);
            }
        }
    }

    private void Add(double label, long place, double classes)
    {
        Count++;
        Min = Math.Min(Min, label);
        Max = Math.Max(Max, label);
        if (!double.IsInteger(label))
        {
            FirstNotWhole = NotWhole++ == 0 ? place : FirstNotWhole;
        }

        if (label < 0 || label >= classes)
        {
            (FirstOutside, OutsideValue) = Outside++ == 0 ? (place, label) : (FirstOutside, OutsideValue);
            IsOneValueOutside &= label == OutsideValue;
        }
    }
}
