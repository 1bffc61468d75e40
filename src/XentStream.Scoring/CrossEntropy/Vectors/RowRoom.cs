namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Room for scores that have to be brought together. It serves one thread, and nothing in it outlives a call.</summary>
internal sealed class RowRoom
{
    private const int ColumnsLength = NarrowRows.MaxClasses * RowBlock.Lanes;

    private readonly Column<float> columns = new(2 * ColumnsLength);
    private readonly Column<float> shares = new(MixtureRows.MaxClasses * RowBlock.Lanes);
    private float[] gathered = [];

    /// <summary>The sums of a wide row whose label is a distribution, in lanes.</summary>
    public MixtureLanes Mixture { get; } = new();

    /// <summary>Sixteen rows of not too many classes as they came, and something behind them.</summary>
    public byte[] Raw { get; } = new byte[(NarrowRows.MaxClasses + 2) * RowBlock.Lanes * sizeof(float)];

    /// <summary>The same as F32.</summary>
    public Column<float> Widened { get; } = new((NarrowRows.MaxClasses + 2) * RowBlock.Lanes);

    /// <summary>Sixteen scores of class 0, sixteen of class 1, and so on: of two groups of rows, so that one is there while the other is summed up.</summary>
    public Span<float> ColumnsOf(int group) => columns.First(2 * ColumnsLength).Slice(group % 2 * ColumnsLength, ColumnsLength);

    /// <summary>The shares of labels in columns.</summary>
    public Span<float> Shares => shares.First(MixtureRows.MaxClasses * RowBlock.Lanes);

    /// <summary>Room for whole rows. It grows with the largest batch and stays.</summary>
    public Span<float> ForRows(int count)
    {
        gathered = gathered.Length >= count ? gathered : new float[count];
        return gathered.AsSpan(0, count);
    }
}
