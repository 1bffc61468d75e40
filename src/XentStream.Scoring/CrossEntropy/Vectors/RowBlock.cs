namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>What the vector kernels find out about a block of rows, in columns: a column for each number.</summary>
/// <remarks>
/// Terms are e_c = e^x_c·2^-k with k from the label's score, so that the label's own term is about 1; "others" are all classes but the label. The label is left
/// out of the sums, not subtracted from them: a confident row that is right keeps all its digits.
/// </remarks>
internal sealed class RowBlock
{
    /// <summary>The most rows of a block: a multiple of the sixteen that the narrow kernel takes at a time.</summary>
    public const int MaxRows = 256;

    /// <summary>Rows that are taken at a time: what is behind the last row is filled up to a multiple of them.</summary>
    public const int Lanes = 16;

    /// <summary>The largest magnitude of a score that the reduction of the exponential takes.</summary>
    public const float LargestScore = 1 << 20;

    /// <summary>Terms below 2^-125 are cut off: 2^17 of them are 2^-32 of this.</summary>
    public const double LeastOthers = 1.0 / (1L << 38) / (1L << 38);

    /// <summary>By how much the largest score may be before the label's: e^40 = 2^57.7, whose square is still far from the largest F32.</summary>
    public const float LargestLead = 40;

    /// <summary>The labels.</summary>
    public Column<int> Label { get; } = new(MaxRows);

    /// <summary>The label's score.</summary>
    public Column<float> LabelScore { get; } = new(MaxRows);

    /// <summary>The largest score, the label's included.</summary>
    public Column<float> Max { get; } = new(MaxRows);

    /// <summary>The label's term.</summary>
    public Column<float> LabelTerm { get; } = new(MaxRows);

    /// <summary>The largest term, the label's included.</summary>
    public Column<float> TopTerm { get; } = new(MaxRows);

    /// <summary>Σ e over the others.</summary>
    public Column<double> Others { get; } = new(MaxRows);

    /// <summary>Σ e·(x_y − x) over the others.</summary>
    public Column<double> Distances { get; } = new(MaxRows);

    /// <summary>Σ e² over the others.</summary>
    public Column<double> Squares { get; } = new(MaxRows);

    /// <summary>How many classes stand before the label; where only hits are asked for, 0 or more.</summary>
    public Column<int> Rank { get; } = new(MaxRows);

    /// <summary>The cross-entropy, before the weight of the label's class.</summary>
    public Column<double> Loss { get; } = new(MaxRows);

    /// <summary>The Brier score.</summary>
    public Column<double> Brier { get; } = new(MaxRows);

    /// <summary>The entropy of the prediction.</summary>
    public Column<double> Entropy { get; } = new(MaxRows);

    /// <summary>The largest probability.</summary>
    public Column<double> Confidence { get; } = new(MaxRows);

    /// <summary>The sums over the block.</summary>
    public BlockSums Sums { get; } = new();

    /// <summary>Room for what has to be brought together.</summary>
    public RowRoom Room { get; } = new();

    /// <summary>Takes labels. Those beyond 32 bits are no classes, but their lower halves may be: their rows are not to be scored, and whatever comes of them is not looked at.</summary>
    public void TakeLabels(ReadOnlySpan<long> labels)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            Label[row] = (int)labels[row];
        }
    }

    /// <summary>
    /// Whether the numbers of a row are what they seem: finite, within the range of the exponential, and nothing cut off that matters. It depends on the row
    /// alone. All others are for the double path, which also finds what is wrong with them. A score that is NaN shows in the distances: of its term, the integer
    /// addition to the exponent can make a number.
    /// </summary>
    public bool IsUsable(int row) =>
        Math.Abs(LabelScore[row]) <= LargestScore && Max[row] - LabelScore[row] <= LargestLead && Others[row] >= LeastOthers && double.IsFinite(Distances[row]);

    /// <summary>Fills the columns behind the last row, up to the next multiple of <see cref="Lanes"/>, with rows that are usable.</summary>
    public void Pad(int rows)
    {
        for (var row = rows; row % Lanes != 0; row++)
        {
            (LabelScore[row], Max[row], Distances[row], Others[row]) = (0, 0, 0, 1);
        }
    }

    /// <summary>The same with rows that add nothing to any sum.</summary>
    public void PadWithNothing(int rows)
    {
        for (var row = rows; row % Lanes != 0; row++)
        {
            (LabelTerm[row], TopTerm[row], Others[row], Distances[row], Squares[row], Rank[row]) = (1, 0, 0, 0, 0, 1);
        }
    }
}
