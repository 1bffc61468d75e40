namespace XentStream.Benchmarks.Report;

/// <summary>The peers whose packages are heavy: there only where the build was told so (<c>-p:HeavyPeers=true</c>), and as far as they load.</summary>
internal static class Peers
{
    private static readonly List<string> Missed = [];

    /// <summary>Those that are there.</summary>
    public static Candidate<LogitData>[] All { get; } = [.. Load()];

    /// <summary>Why the others are not.</summary>
    public static IReadOnlyList<string> Missing => Missed;

#if HEAVY_PEERS
    private static List<Candidate<LogitData>> Load()
    {
        var peers = new List<Candidate<LogitData>>();

        // The allocator of libtorch's temporaries is the process's: the other column comes of a second run with its variables set.
        var name = Environment.GetEnvironmentVariable("MALLOC_MMAP_MAX_") == "0" ? "libtorch with tuned malloc" : "libtorch";
        foreach (var peer in new Candidate<LogitData>[] { new(name, LibtorchPeer.CrossEntropy), new("ONNX Runtime", OnnxPeer.CrossEntropy) })
        {
            try
            {
                peer.Run(LogitData.Make(2, elements: 64));
                peers.Add(peer);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Missed.Add($"{peer.Name} does not load: {exception.GetBaseException().Message.Split('\n')[0]}");
            }
        }

        return peers;
    }
#else
    private static List<Candidate<LogitData>> Load()
    {
        Missed.Add("libtorch and ONNX Runtime are not part of this build (-p:HeavyPeers=true)");
        return [];
    }
#endif
}
