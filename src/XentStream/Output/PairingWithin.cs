using XentStream.Pipeline.Sampling.Pairing;

namespace XentStream.Output;

/// <summary>What to set Join:Within to, by the labels that came.</summary>
internal static class PairingWithin
{
    private const double NearTheEnd = 0.9;

    /// <summary>The time in whole seconds that covers 99 % of them.</summary>
    public static TimeSpan? Of(PairingReport report) => report.DelayOf(0.99) is { } most ? TimeSpan.FromSeconds(Math.Max(Math.Ceiling(most.TotalSeconds), 1)) : null;

    /// <summary>Whether so many came near the end of the time in which they were looked for that others may have come behind it.</summary>
    public static bool IsNearTheEnd(PairingReport report) => report.DelayOf(0.99) > report.Visible * NearTheEnd;
}
