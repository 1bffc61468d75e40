namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>What <see cref="MixtureSums{TFloat, TDouble}"/> find out about a block of rows, in columns beside those of the <see cref="RowBlock"/>.</summary>
internal sealed class MixtureBlock
{
    /// <summary>Σ e·q.</summary>
    public Column<double> Products { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ q² outside of T.</summary>
    public Column<double> Shares { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ q·(m − x).</summary>
    public Column<double> Surprise { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ (m − x).</summary>
    public Column<double> Spread { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ q.</summary>
    public Column<double> Mass { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ q in T.</summary>
    public Column<double> TopMass { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ q² in T.</summary>
    public Column<double> TopShares { get; } = new(RowBlock.MaxRows);

    /// <summary>How many classes T has.</summary>
    public Column<double> Ties { get; } = new(RowBlock.MaxRows);

    /// <summary>The smallest q.</summary>
    public Column<float> LeastShare { get; } = new(RowBlock.MaxRows);

    /// <summary>The class of the largest q.</summary>
    public Column<float> Label { get; } = new(RowBlock.MaxRows);

    /// <summary>Makes a row one that adds nothing to any sum.</summary>
    public void SetNothing(int row)
    {
        (Products[row], Shares[row], Surprise[row], Spread[row]) = (0, 0, 0, 0);
        (Mass[row], TopMass[row], TopShares[row], Ties[row]) = (0, 1, 0, 1);
    }
}
