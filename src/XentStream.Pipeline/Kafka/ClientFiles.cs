using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>
/// The files that clients read once, when they are built: certificates, keys and secrets. Whoever renews them on disk expects that they are used, so clients
/// are built anew between two batches when one has changed.
/// </summary>
internal sealed class ClientFiles(KafkaSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly List<string> paths =
    [
        .. settings.PropertyFiles.Values,
        .. settings.Properties.Where(property => property.Key.StartsWith("ssl.", StringComparison.Ordinal) && property.Key.EndsWith(".location", StringComparison.Ordinal)).Select(property => property.Value),
    ];

    private string stamps = "";
    private long lookedAt;

    /// <summary>Notes how the files are: clients are about to be built from them.</summary>
    public void Note() => (stamps, lookedAt) = (Stamp(), time.GetTimestamp());

    /// <summary>Whether a file was changed since. It looks once in a few seconds.</summary>
    public bool HaveChanged()
    {
        if (paths.Count == 0 || time.GetElapsedTime(lookedAt) < Interval)
        {
            return false;
        }

        lookedAt = time.GetTimestamp();
        return Stamp() != stamps;
    }

    // A file that is being replaced may be away for a moment: it counts once it is there again.
    private string Stamp() =>
        paths.TrueForAll(File.Exists) ? string.Join('|', paths.Select(path => $"{File.GetLastWriteTimeUtc(path):O} {new FileInfo(path).Length}")) : stamps;
}
