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

    private readonly int[] gaps = new int[MaxRows];
    private int gapCount;

    /// <summary>The rows that <see cref="FindGaps"/> found.</summary>
    public ReadOnlySpan<int> Gaps => gaps.AsSpan(0, gapCount);

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

    /// <summary>Finds the rows that are ignored or behind the last, up to the next multiple of <see cref="Lanes"/>, once the labels are there.</summary>
    public void FindGaps(int rows)
    {
        gapCount = 0;
        for (var row = 0; row < rows && Ignored > 0; row++)
        {
            gaps[gapCount] = row;
            gapCount += Label[row] == IgnoredLabel ? 1 : 0;
        }

        for (var row = rows; row % Lanes != 0; row++)
        {
            gaps[gapCount++] = row;
        }
    }

    /// <summary>Fills the columns in the gaps with rows that are usable.</summary>
    public void FillGaps()
    {
        foreach (var row in Gaps)
        {
            (LabelScore.At(row), Max.At(row), Distances.At(row), Others.At(row)) = (0, 0, 0, 1);
            (Short.Distances.At(row), Short.Others.At(row)) = (0, 1);
        }
    }

    /// <summary>The same with rows that add nothing to any sum.</summary>
    public void FillGapsWithNothing()
    {
        foreach (var row in Gaps)
        {
            (LabelTerm.At(row), TopTerm.At(row), Others.At(row), Distances.At(row), Squares.At(row), Rank.At(row)) = (1, 1, 0, 0, 0, int.MaxValue);
            (Short.Others.At(row), Short.Distances.At(row), Short.Squares.At(row)) = (0, 0, 0);
        }
    }

    /// <summary>The same for the columns of rows whose label is a distribution.</summary>
    public void FillMixtureGapsWithNothing()
    {
        foreach (var row in Gaps)
        {
            Mixture.SetNothing(row);
        }
    }
}
