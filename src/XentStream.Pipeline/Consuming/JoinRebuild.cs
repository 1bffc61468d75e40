using System.Collections.Concurrent;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Reads again, without counting, what joins have to know to go on behind two offsets. The topics are all it needs. The partitions are shared out to as many threads as there are processors, up to
/// <see cref="MostThreads"/>: the lane has nothing else to do meanwhile than to stay in its group.
/// </summary>
internal class JoinRebuild(WorkerSettings settings, KafkaClients clients, TimeProvider time)
{
    /// <summary>The most threads, each of which has a client with a queue of its own.</summary>
    public const int MostThreads = 4;

    /// <summary>Where joins are stored, or null.</summary>
    public StateStore? Store { get; } = StateStore.Of(settings);

    /// <summary>Rebuilds joins.</summary>
    /// <param name="unbuilt">The joins.</param>
    /// <param name="incidents">Is told of what is not there any more.</param>
    /// <param name="onSlice">Called all the time; says whether to go on.</param>
    /// <param name="onError">What the clients tell. It and the others are called on the calling thread alone.</param>
    /// <returns>Where a disk might have helped, whether it did.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or what was to be read is gone.</exception>
    public virtual IReadOnlyList<RebuiltState> Run(IReadOnlyList<JoinedPartition> unbuilt, IncidentBook incidents, Func<bool> onSlice, Action<Error> onError)
    {
        var errors = new ConcurrentQueue<Error>();
        var stored = Store is null ? null : new StoredJoins(Store, settings, AskForIds(onError));
        RebuildShare[] shares = [.. SharesOf(unbuilt).Select(share => new RebuildShare(settings, clients, time, stored, share, errors.Enqueue))];
        var isDone = RebuildThreads.TryRun(shares.Select(share => (Action<CancellationToken>)share.Run), () =>
        {
            Tell(errors, onError);
            return onSlice();
        });
        Tell(errors, onError);
        foreach (var lost in shares.SelectMany(share => isDone ? share.Lost : []))
        {
            NoteLoss(incidents, lost);
        }

        foreach (var partition in isDone ? unbuilt : [])
        {
            partition.BeginToCount();
        }

        return stored is null || !isDone ? [] : [.. shares.SelectMany(share => share.States)];
    }

    private static IEnumerable<JoinedPartition[]> SharesOf(IReadOnlyList<JoinedPartition> unbuilt)
    {
        var threads = Math.Clamp(Environment.ProcessorCount, 1, MostThreads);
        return unbuilt.Index().GroupBy(one => one.Index % threads, one => one.Item).Select(share => share.ToArray());
    }

    private static void Tell(ConcurrentQueue<Error> errors, Action<Error> onError)
    {
        while (errors.TryDequeue(out var error))
        {
            onError(error);
        }
    }

    private TopicIds? AskForIds(Action<Error> onError)
    {
        using var admin = clients.BuildAdmin(onError);
        return TopicIds.Ask(admin, settings.Topics);
    }

    // Where nothing is left of what was read, nothing tells how late it was.
    private void NoteLoss(IncidentBook incidents, NeededRange needed)
    {
        var (partition, now) = (PartitionId.Of(needed.Range.Partition), new Sighting(needed.Range.From, time.GetUtcNow()));
        var wrong = needed.Range.IsEmpty ? $"Retention has removed all that was read of {partition}, and with it whether the join still needs any of it." : $"Retention has removed records of {partition} that the join still needs.";
        incidents.Note(new IncidentKey("join-horizon-lost", "", "", partition), ExampleOf(wrong), now, now, 1);
    }

    private static IncidentExample ExampleOf(string wrong) => new(
        "warn",
        wrong,
        "The topic keeps its records for less time than labels may take.",
        "Raise retention.ms of the topic beyond twice Join:Within and Join:Disorder, or shorten those.");
}
