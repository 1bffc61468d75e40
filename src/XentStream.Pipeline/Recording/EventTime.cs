using Confluent.Kafka;

namespace XentStream.Pipeline.Recording;

/// <summary>The time of a record, whatever its producer wrote.</summary>
internal static class EventTime
{
    // Producers set timestamps as they like; microseconds in place of milliseconds are beyond what a date can hold.
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time of a timestamp.</summary>
    public static DateTimeOffset Of(Timestamp timestamp) => Of(timestamp.UnixTimestampMs);

    /// <summary>The time of milliseconds since 1970, clamped to what a date can hold.</summary>
    public static DateTimeOffset Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, Latest));
}
