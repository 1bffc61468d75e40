namespace XentStream.Scoring.Diagnosis;

/// <summary>Where the rows of two samples are, each in the order of rows: of a first one, and of the turns behind it.</summary>
/// <param name="First">The places of the first sample.</param>
/// <param name="Second">The places of the second.</param>
internal sealed record SamplePlaces(ulong[] First, ulong[] Second)
{
    /// <summary>The most rows of a first sample.</summary>
    public const int MostRows = 128;

    /// <summary>How many rows the second sample has for each of the first.</summary>
    public const int More = 4;

    // They are the same for all batches, and two threads that both miss one make the same.
    private static readonly SamplePlaces?[] Known = new SamplePlaces?[MostRows + 1];

    /// <summary>The places of a first sample of so many rows and of a second one.</summary>
    public static SamplePlaces Of(int rows) => Known[rows] ??= new SamplePlaces(RowSample.Sorted(1, rows), RowSample.Sorted(1 + rows, More * rows));
}
