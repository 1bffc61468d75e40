namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Room for scores that have to be brought together. It serves one thread, and nothing in it outlives a call.</summary>
internal sealed class RowRoom
{
    private float[] gathered = [];

    /// <summary>The shares of labels in columns.</summary>
    public Column<float> Shares { get; } = new(NarrowRows.MaxClasses * RowBlock.Lanes);

    /// <summary>The sums of a wide row whose label is a distribution, in lanes.</summary>
    public MixtureLanes Mixture { get; } = new();

    /// <summary>The sums of a wide row in lanes.</summary>
    public LaneSums Lanes { get; } = new();

    /// <summary>Sixteen rows of few classes as they came, and something behind them.</summary>
    public byte[] Raw { get; } = new byte[(NarrowRows.MaxClasses + 2) * RowBlock.Lanes * sizeof(float)];

    /// <summary>The same as F32.</summary>
    public Column<float> Widened { get; } = new((NarrowRows.MaxClasses + 2) * RowBlock.Lanes);

    /// <summary>Sixteen scores of class 0, sixteen of class 1, and so on.</summary>
    public Column<float> Columns { get; } = new(NarrowRows.MaxClasses * RowBlock.Lanes);

    /// <summary>Room for whole rows. It grows with the largest batch and stays.</summary>
    public Span<float> ForRows(int count)
    {
        gathered = gathered.Length >= count ? gathered : new float[count];
        return gathered.AsSpan(0, count);
    }
}
