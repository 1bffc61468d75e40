namespace XentStream.Pipeline.Tests.Joining;

/// <summary>A label record as the definition of the join reads it.</summary>
/// <param name="Time">Its timestamp.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The only version that it is for, or empty.</param>
/// <param name="RowNumbers">The rows that it names, or null where it is for all.</param>
/// <param name="Values">The labels, or null where it withdraws.</param>
/// <param name="IsRejected">Whether it cannot be read.</param>
internal sealed record PlainLabel(long Time, string Id, string Version, int[]? RowNumbers, long[]? Values, bool IsRejected)
{
    public int Rows => Values?.Length ?? 0;

    public int RowOf(int place) => RowNumbers?[place] ?? place;

    public override string ToString() =>
        $"L {Time} {Id} {Version} rows {(RowNumbers is null ? "all" : string.Join(',', RowNumbers))} values {(Values is null ? "withdraw" : string.Join(',', Values))}{(IsRejected ? " rejected" : "")}";
}
