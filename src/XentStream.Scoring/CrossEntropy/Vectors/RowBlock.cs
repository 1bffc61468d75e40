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

    /// <summary>Stands for the label of an ignored row.</summary>
    public const int IgnoredLabel = -1;

    /// <summary>How many rows are ignored.</summary>
    public int Ignored { get; set; }

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

    /// <summary>The sums of rows of few classes.</summary>
    public ShortSums Short { get; } = new();

    /// <summary>Whether the figures of each row are asked for, and not only their sums.</summary>
    public bool KeepsFigures { get; set; } = true;

    /// <summary>Σ e over the others.</summary>
    public Column<double> Others { get; } = new(MaxRows);

    /// <summary>Σ e·(x_y − x) over the others.</summary>
    public Column<double> Distances { get; } = new(MaxRows);

    /// <summary>Σ e² over the others.</summary>
    public Column<double> Squares { get; } = new(MaxRows);

    /// <summary>How many classes stand before the label; where only hits are asked for, 0 or more.</summary>
    public Column<int> Rank { get; } = new(MaxRows);

    /// <summary>One by the sum of all terms.</summary>
    public Column<double> Share { get; } = new(MaxRows);

    /// <summary>The cross-entropy, before the weight of the label's class.</summary>
    public Column<double> Loss { get; } = new(MaxRows);

    /// <summary>The Brier score.</summary>
    public Column<double> Brier { get; } = new(MaxRows);

    /// <summary>The entropy of the prediction.</summary>
    public Column<double> Entropy { get; } = new(MaxRows);

    /// <summary>The largest probability.</summary>
    public Column<double> Confidence { get; } = new(MaxRows);

    /// <summary>The columns of rows whose label is a distribution.</summary>
    public MixtureBlock Mixture { get; } = new();

    /// <summary>The sums over the block.</summary>
    public BlockSums Sums { get; } = new();

    /// <summary>The weights of the rows.</summary>
    public BlockWeights Weights { get; } = new();

    /// <summary>Room for what has to be brought together.</summary>
    public RowRoom Room { get; } = new();

    /// <summary>Takes the labels of the rows that are to be scored; all others are ignored.</summary>
    public void TakeLabels(ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results)
    {
        Ignored = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var isScored = results[row].Outcome == RowOutcome.Scored;
            Label[row] = isScored ? (int)labels[row] : IgnoredLabel;
            Ignored += isScored ? 0 : 1;
        }
    }

    /// <summary>
    /// Whether the numbers of a row are what they seem: finite, within the range of the exponential, and nothing cut off that matters. It depends on the row
    /// alone. All others are for the double path, which also finds what is wrong with them. A score that is NaN shows in the distances: of its term, the integer
    /// addition to the exponent can make a number.
    /// </summary>
    public bool IsUsable(int row) =>
        Math.Abs(LabelScore[row]) <= LargestScore && Max[row] - LabelScore[row] <= LargestLead && Others[row] >= LeastOthers && double.IsFinite(Distances[row]);

    /// <summary>Fills the columns behind the last row, up to the next multiple of <see cref="Lanes"/>, and those of ignored rows, with rows that are usable.</summary>
    public void FillGaps(int rows)
    {
        for (var row = NextGap(0, rows); row < MaxRows; row = NextGap(row + 1, rows))
        {
            (LabelScore[row], Max[row], Distances[row], Others[row]) = (0, 0, 0, 1);
            (Short.Distances[row], Short.Others[row]) = (0, 1);
        }
    }

    /// <summary>The same with rows that add nothing to any sum.</summary>
    public void FillGapsWithNothing(int rows)
    {
        for (var row = NextGap(0, rows); row < MaxRows; row = NextGap(row + 1, rows))
        {
            (LabelTerm[row], TopTerm[row], Others[row], Distances[row], Squares[row], Rank[row]) = (1, 1, 0, 0, 0, int.MaxValue);
            (Short.Others[row], Short.Distances[row], Short.Squares[row]) = (0, 0, 0);
        }
    }

    /// <summary>The same for the columns of rows whose label is a distribution.</summary>
    public void FillMixtureGapsWithNothing(int rows)
    {
        for (var row = NextGap(0, rows); row < MaxRows; row = NextGap(row + 1, rows))
        {
            Mixture.SetNothing(row);
        }
    }

    /// <summary>The next row from one on that is ignored or behind the last; <see cref="MaxRows"/> where there is none.</summary>
    public int NextGap(int row, int rows)
    {
        if (row < rows)
        {
            var steps = Ignored == 0 ? -1 : Label.First(rows)[row..].IndexOf(IgnoredLabel);
            row = steps < 0 ? rows : row + steps;
        }

        return row < rows || row % Lanes != 0 ? row : MaxRows;
    }
}
