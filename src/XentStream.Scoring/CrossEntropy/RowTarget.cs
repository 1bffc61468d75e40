namespace XentStream.Scoring.CrossEntropy;

/// <summary>What a row should have predicted: q' = (1 − ε)·q + ε/C, with the weights of the classes.</summary>
internal readonly ref struct RowTarget
{
    /// <summary>The label; of a distribution its most probable class, of equal ones the first.</summary>
    public int Label { get; init; }

    /// <summary>Whether the label came as a row of numbers. Such rows all weigh 1: the weights of classes are in their losses alone, as in PyTorch.</summary>
    public bool IsDense { get; init; }

    /// <summary>Whether the label is a distribution and not one class.</summary>
    public bool IsDistribution { get; init; }

    /// <summary>The distribution.</summary>
    public DenseRow Distribution { get; init; }

    /// <summary>ε.</summary>
    public double Smoothing { get; init; }

    /// <summary>The weights of the classes; empty where all are 1.</summary>
    public ReadOnlySpan<double> ClassWeights { get; init; }

    /// <summary>q of a class, before smoothing.</summary>
    public double this[int c] => IsDistribution ? Distribution[c] : c == Label ? 1 : 0;

    /// <summary>The weight of the row.</summary>
    public double RowWeight => IsDense ? 1 : WeightOf(Label);

    /// <summary>w of a class.</summary>
    public double WeightOf(int c) => ClassWeights.IsEmpty ? 1 : ClassWeights[c];

    /// <summary>Σ w_c·q'_c·s_c with s the surprisals −ln p. Every term is ≥ 0, so nothing cancels. A class that counts nothing does not count when its surprisal is infinite: 0·∞ is taken as 0, its limit.</summary>
    public double CrossEntropyOf<TRow>(TRow row)
        where TRow : IPredictedRow, allows ref struct
    {
        if (!IsDistribution && Smoothing == 0)
        {
            return WeightOf(Label) == 0 ? 0 : WeightOf(Label) * row.SurprisalOf(Label);
        }

        var sum = 0.0;
        for (var c = 0; c < row.Classes; c++)
        {
            var share = ShareOf(c, row.Classes);
            if (share > 0)
            {
                sum = Math.FusedMultiplyAdd(share, row.SurprisalOf(c), sum);
            }
        }

        return sum;
    }

    /// <summary>Whether a class that counts has probability 0.</summary>
    public bool IsImpossibleBy<TRow>(TRow row)
        where TRow : IPredictedRow, allows ref struct
    {
        var c = 0;
        while (c < row.Classes && !(ShareOf(c, row.Classes) > 0 && row.IsImpossible(c)))
        {
            c++;
        }

        return c < row.Classes;
    }

    // w_c·q'_c.
    private double ShareOf(int c, int classes) => WeightOf(c) * (((1 - Smoothing) * this[c]) + (Smoothing / classes));
}
