using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>The deltas since the last commit.</summary>
internal sealed class DeltaBook
{
    public Dictionary<(string Version, long Window), PendingDelta> Deltas { get; } = [];

    public PendingDelta Of(JoinedStream stream, long time)
    {
        if (!Deltas.TryGetValue((stream.Version, time / JoinLedger.ShortWindow), out var delta))
        {
            delta = new PendingDelta();
            Deltas.Add((stream.Version, time / JoinLedger.ShortWindow), delta);
        }

        return delta;
    }
}
