using System.Text;
using Confluent.Kafka;
using XentStream.Demo;
using XentStream.Scoring.Faults;

namespace XentStream.Faults.Input;

/// <summary>The header in which a broken record says what must become of it, so that the verifier need not believe the evaluation.</summary>
internal static class PlantedHeader
{
    private const string Name = "planted";
    private const string Reject = "reject ";

    /// <summary>What a record says that must be rejected by itself.</summary>
    public static string ToReject(FaultCode code) => Reject + code.Name;

    /// <summary>Adds it.</summary>
    public static void Add(Headers headers, string planted) => headers.Add(Name, Encoding.UTF8.GetBytes(planted));

    /// <summary>Adds it to a broken record.</summary>
    public static void Add(Headers headers, DemoRecord record)
    {
        if (record.Planted is { } code)
        {
            // One kind has two sides: labels for nothing are rejected, an empty batch or one with all rows ignored is warned of.
            var isWarned = !code.CanReject || (code.CanWarn && Encoding.UTF8.GetString(record.Value!).Contains($"\"{PlantedFaults.WarnedVersion}\"", StringComparison.Ordinal));
            Add(headers, (isWarned ? "warn " : Reject) + code.Name);
        }
    }

    /// <summary>The code under which a record must be rejected, or null where it must not be.</summary>
    public static string? RejectionOf(Headers headers) =>
        headers.TryGetLastBytes(Name, out var value) && Encoding.UTF8.GetString(value) is var text && text.StartsWith(Reject, StringComparison.Ordinal) ? text[Reject.Length..] : null;
}
