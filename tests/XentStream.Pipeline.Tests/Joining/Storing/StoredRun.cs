using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Scoring;

namespace XentStream.Pipeline.Tests.Joining.Storing;

/// <summary>A disk under a <see cref="JoinRun"/>, to which anything can happen.</summary>
internal sealed class StoredRun : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-state-");
    private readonly TopicIds ids = new("p1", "l1");
    private readonly JoinSettings settings;
    private byte[]? old;

    public StoredRun(JoinSettings settings)
    {
        this.settings = settings;
        Store = new StateStore(folder.FullName, _ => PlainPrediction.Contract);
        Identity = new StateIdentity(new PartitionId("predictions", 0), ids.Predictions, "labels", ids.Labels, settings.Digest, BatchScorer.KernelIdentity);
    }

    public StateStore Store { get; }

    public StateIdentity Identity { get; }

    public string Path => Store.PathOf(Identity);

    /// <summary>What a worker makes of it that starts.</summary>
    public StoredJoins AsFound => new(Store, new WorkerSettings { Kafka = new KafkaSettings { BootstrapServers = "none", GroupId = "none" }, Topics = new TopicSettings { Input = ["predictions"], Labels = "labels" }, Join = settings }, ids);

    /// <summary>Keeps what is there now, to be found again later.</summary>
    public void Remember() => old = File.Exists(Path) ? File.ReadAllBytes(Path) : old;

    /// <summary>Something happens to it between the end of a worker and the start of the next.</summary>
    /// <returns>Whether what is there may not be used.</returns>
    public bool Strike(DiskFault fault, Random random, byte[] ahead)
    {
        var bytes = File.Exists(Path) ? File.ReadAllBytes(Path) : [];
        switch (fault)
        {
            case DiskFault.Emptied:
                Dispose();
                return true;
            case DiskFault.Stale:
                Put(old);
                return false;
            case DiskFault.Ahead:
                Put(ahead);
                return false;
            case DiskFault.Truncated when bytes.Length > 0:
                Put(bytes[..random.Next(bytes.Length)]);
                return true;
            case DiskFault.Damaged when bytes.Length > 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                Put(bytes);
                return true;
            case DiskFault.KilledWhileWriting when bytes.Length > 0:
                File.WriteAllBytes($"{Path}.new", bytes[..random.Next(bytes.Length)]);
                return false;
            default:
                return false;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.FullName))
        {
            folder.Delete(recursive: true);
        }
    }

    private void Put(byte[]? bytes)
    {
        Directory.CreateDirectory(folder.FullName);
        if (bytes is not null)
        {
            File.WriteAllBytes(Path, bytes);
        }
    }
}
