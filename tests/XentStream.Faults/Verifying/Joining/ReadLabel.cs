namespace XentStream.Faults.Verifying.Joining;

/// <summary>A label record as the verifier reads it.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Time">Its timestamp in milliseconds.</param>
/// <param name="Id">Its id.</param>
/// <param name="Rows">The rows by which it counts.</param>
/// <param name="RowNumbers">The rows that it names, or null where it is for all.</param>
/// <param name="Values">The labels, or null where it withdraws.</param>
/// <param name="IsForNobody">Whether it is rejected by itself, or a heartbeat: it only tells the time.</param>
internal sealed record ReadLabel(long Offset, long Time, string Id, int Rows, int[]? RowNumbers, long[]? Values, bool IsForNobody)
{
    /// <summary>What it says of a row: nothing where it does not speak of it.</summary>
    public long? ValueOf(int row) => (RowNumbers is null ? row : Array.IndexOf(RowNumbers, row)) is >= 0 and var place && place < Values!.Length ? Values[place] : null;
}
