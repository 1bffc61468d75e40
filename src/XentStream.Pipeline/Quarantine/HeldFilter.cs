using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Quarantine;

/// <summary>Which of the records in quarantine are meant; null is any.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Model">The model.</param>
/// <param name="From">The earliest time of the record.</param>
/// <param name="To">The time before which it was.</param>
public sealed record HeldFilter(string? Code = null, string? Model = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Whether a record is meant.</summary>
    internal bool Selects(QuarantinedRecord record) =>
        (Code is null || record.Code == Code)
        && (Model is null || record.Model == Model)
        && (From is not { } from || record.Timestamp.UnixTimestampMs >= from.ToUnixTimeMilliseconds())
        && (To is not { } to || record.Timestamp.UnixTimestampMs < to.ToUnixTimeMilliseconds());
}
