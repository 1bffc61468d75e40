using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Faults.Brokers;

/// <summary>
/// The disk of a broker, which can be made slow. A broker does not wait for its disk by itself: so it is told to with each append, and the system lets its container write only now and then. The first takes no
/// right, the second that of writing to the container's control group, which root has; where that is missing, appends only take as long as the disk does.
/// </summary>
/// <param name="address">Where the broker is reached.</param>
/// <param name="number">Its id.</param>
internal sealed class NodeDisk(string address, int number)
{
    // An append waits for two or three of them, and a commit for several appends.
    private const int WritesPerSecond = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the writes of a container can be held back here.</summary>
    public static bool CanThrottle(string container) => FindThrottle(container) is not null;

    /// <summary>Makes it slow.</summary>
    /// <param name="container">The id of the container.</param>
    /// <param name="root">The folder of Docker's data.</param>
    public async Task SlowAsync(string container, string root)
    {
        await FlushAsync(AlterConfigOpType.Set);
        Throttle(container, root, WritesPerSecond);
    }

    /// <summary>Lets it be as fast as it is.</summary>
    public async Task RestoreAsync(string container, string root)
    {
        Throttle(container, root, writesPerSecond: null);
        await FlushAsync(AlterConfigOpType.Delete);
    }

    private async Task FlushAsync(AlterConfigOpType operation)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = address }).Build();
        var setting = new ConfigEntry { Name = "log.flush.interval.messages", Value = "1", IncrementalOperation = operation };
        await admin.IncrementalAlterConfigsAsync(
            new() { [new ConfigResource { Type = ResourceType.Broker, Name = $"{number}" }] = [setting] }, new IncrementalAlterConfigsOptions { RequestTimeout = Patience });
    }

    private static void Throttle(string container, string root, int? writesPerSecond)
    {
        if (FindThrottle(container) is { } throttle)
        {
            File.WriteAllText(throttle.Path, $"{DeviceOf(root)} {(throttle.IsUnified ? $"wiops={writesPerSecond?.ToString() ?? "max"}" : $"{writesPerSecond ?? 0}")}");
        }
    }

    // Of control groups of the first version and of the second, by either driver of Docker's (https://docs.kernel.org/admin-guide/cgroup-v1/blkio-controller.html, …/cgroup-v2.html).
    private static (string Path, bool IsUnified)? FindThrottle(string container)
    {
        (string Path, bool IsUnified)[] places =
        [
            ($"/sys/fs/cgroup/blkio/docker/{container}/blkio.throttle.write_iops_device", false),
            ($"/sys/fs/cgroup/blkio/system.slice/docker-{container}.scope/blkio.throttle.write_iops_device", false),
            ($"/sys/fs/cgroup/system.slice/docker-{container}.scope/io.max", true),
            ($"/sys/fs/cgroup/docker/{container}/io.max", true),
        ];
        return Environment.IsPrivilegedProcess ? places.Where(place => File.Exists(place.Path)).Select(place => ((string, bool)?)place).FirstOrDefault() : null;
    }

    // The whole disk and not its part, as the kernel wants it.
    private static string DeviceOf(string folder)
    {
        var device = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' '))
            .Where(mount => $"{folder}/".StartsWith(mount[4].TrimEnd('/') + '/', StringComparison.Ordinal))
            .MaxBy(mount => mount[4].Length)![2];
        var part = $"/sys/dev/block/{device}";
        return File.Exists($"{part}/partition") ? File.ReadAllText(Path.Combine(Directory.ResolveLinkTarget(part, returnFinalTarget: true)!.FullName, "../dev")).Trim() : device;
    }
}
