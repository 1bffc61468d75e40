using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>What the vector kernels find out about a block of rows, a column for each number, so that <see cref="BlockFinish"/> computes eight rows at a time.</summary>
/// <remarks>
/// Terms are e_c = e^x_c·2^-k with k from the label's score, so that the label's own term is about 1; "others" are all classes but the label. The label is left
/// out of the sums, not subtracted from them: a confident row that is right keeps all its digits.
/// </remarks>
internal sealed class RowBlock
{
    /// <summary>The most rows of a block: a multiple of the sixteen that the narrow kernel takes at a time.</summary>
    public const int MaxRows = 256;

    // Terms below 2^-125 are cut off: 2^17 of them are 2^-32 of this.
    private const double LeastOthers = 1.0 / (1L << 38) / (1L << 38);

    // e^40 = 2^57.7, whose square is still far from the largest F32.
    private const float LargestLead = 40;

    private float[] gathered = [];

    /// <summary>The label's score.</summary>
    public float[] LabelScore { get; } = new float[MaxRows];

    /// <summary>The largest score, the label's included.</summary>
    public float[] Max { get; } = new float[MaxRows];

    /// <summary>Σ e over the others.</summary>
    public double[] Others { get; } = new double[MaxRows];

    /// <summary>Σ e·(x_y − x) over the others.</summary>
    public double[] Distances { get; } = new double[MaxRows];

    /// <summary>Σ e² over the others.</summary>
    public double[] Squares { get; } = new double[MaxRows];

    /// <summary>How many classes stand before the label; where only hits are asked for, 0 or 1.</summary>
    public int[] Rank { get; } = new int[MaxRows];

    /// <summary>The cross-entropy, before the weight of the label's class.</summary>
    public double[] Loss { get; } = new double[MaxRows];

    /// <summary>The Brier score.</summary>
    public double[] Brier { get; } = new double[MaxRows];

    /// <summary>The entropy of the prediction.</summary>
    public double[] Entropy { get; } = new double[MaxRows];

    /// <summary>The largest probability.</summary>
    public double[] Confidence { get; } = new double[MaxRows];

    /// <summary>Room for scores that have to be brought together, until the next call. It grows with the largest batch and stays.</summary>
    public Span<float> RoomFor(int count)
    {
        gathered = gathered.Length >= count ? gathered : new float[count];
        return gathered.AsSpan(0, count);
    }

    /// <summary>Whether all rows are usable.</summary>
    public bool AreUsable(int rows)
    {
        var row = 0;
        for (; row + Vector512<float>.Count <= rows; row += Vector512<float>.Count)
        {
            var own = Vector512.LoadUnsafe(ref LabelScore[row]);
            var lead = Vector512.LoadUnsafe(ref Max[row]) - own;
            var least = Vector512.Create(LeastOthers);
            if (!Vector512.LessThanOrEqualAll(Vector512.Abs(own), Vector512.Create(PowerOfTwo.LargestScore))
                || !Vector512.LessThanOrEqualAll(lead, Vector512.Create(LargestLead))
                || !Vector512.GreaterThanOrEqualAll(Vector512.LoadUnsafe(ref Others[row]), least)
                || !Vector512.GreaterThanOrEqualAll(Vector512.LoadUnsafe(ref Others[row + Vector512<double>.Count]), least)
                || !Vector512.EqualsAll(Vector512.LoadUnsafe(ref Distances[row]), Vector512.LoadUnsafe(ref Distances[row]))
                || !Vector512.EqualsAll(Vector512.LoadUnsafe(ref Distances[row + Vector512<double>.Count]), Vector512.LoadUnsafe(ref Distances[row + Vector512<double>.Count])))
            {
                return false;
            }
        }

        while (row < rows && IsUsable(row))
        {
            row++;
        }

        return row == rows;
    }

    /// <summary>
    /// Whether the numbers of a row are what they seem: finite, within the range of the exponential, and nothing cut off that matters. It depends on the row
    /// alone. All others are for the double path, which also finds what is wrong with them. A score that is NaN shows in the distances: of its term, the integer
    /// addition to the exponent can make a number.
    /// </summary>
    public bool IsUsable(int row) =>
        Math.Abs(LabelScore[row]) <= PowerOfTwo.LargestScore && Max[row] - LabelScore[row] <= LargestLead && Others[row] >= LeastOthers && !double.IsNaN(Distances[row]);
}
