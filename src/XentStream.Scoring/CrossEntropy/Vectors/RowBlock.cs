namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>What the vector kernels find out about a block of rows, a column for each number, so that <see cref="BlockFinish"/> computes eight rows at a time.</summary>
/// <remarks>Terms are e_c = e^x·2^-k of one k a row; "below" means all classes but the first that has the largest score.</remarks>
internal sealed class RowBlock
{
    /// <summary>The most rows of a block: a multiple of the sixteen that the narrow kernel takes at a time.</summary>
    public const int MaxRows = 256;

    // Below this share of the top term, terms may have been cut off that still matter: 2^17 of 2^-125 are 2^-33 of it.
    private const double LeastBelow = 1.0 / (1L << 38) / (1L << 38);

    /// <summary>The largest score.</summary>
    public float[] Max { get; } = new float[MaxRows];

    /// <summary>The label's score.</summary>
    public float[] LabelScore { get; } = new float[MaxRows];

    /// <summary>The term of the largest score.</summary>
    public float[] TopTerm { get; } = new float[MaxRows];

    /// <summary>The term of the label.</summary>
    public float[] LabelTerm { get; } = new float[MaxRows];

    /// <summary>Σ e over the classes below.</summary>
    public double[] Below { get; } = new double[MaxRows];

    /// <summary>Σ e·(max − x) over the classes below.</summary>
    public double[] Distances { get; } = new double[MaxRows];

    /// <summary>Σ e² over the classes below.</summary>
    public double[] Squares { get; } = new double[MaxRows];

    /// <summary>The first class that has the largest score.</summary>
    public int[] Top { get; } = new int[MaxRows];

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

    /// <summary>
    /// Whether the numbers of a row are what they seem: finite, within the range of the reduction, and nothing cut off that matters. It depends on the row alone.
    /// All others are for the double path, which also finds what is wrong with them.
    /// </summary>
    public bool IsUsable(int row) => Math.Abs(Max[row]) <= PowerOfTwo.LargestScore && Below[row] >= LeastBelow && float.IsFinite(LabelScore[row]);
}
