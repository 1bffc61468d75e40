using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Replay;

/// <summary>What the worker has written to the results topic about some records, added up exactly.</summary>
public sealed class CommittedResults : IDisposable
{
    private readonly WindowRuns runs = WindowRuns.Create();
    private readonly Dictionary<string, SortedSet<string>> contracts = [];
    private readonly SortedSet<string> kernels = [];
    private readonly SortedSet<string> joins = [];
    private OpenWindows? open;

    private CommittedResults()
    {
    }

    /// <summary>The length of a window; null where there is no delta.</summary>
    public TimeSpan? Window { get; private set; }

    /// <summary>The windows, in order.</summary>
    public IEnumerable<ReplayedWindow> Windows => runs.Merge();

    /// <summary>The digests of the contracts of each model; an empty one where it had none.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Contracts => contracts;

    /// <summary>The kernels.</summary>
    public IReadOnlyCollection<string> Kernels => kernels;

    /// <summary>The digests of the settings by which labels were joined; none where batches carry them.</summary>
    public IReadOnlyCollection<string> Joins => joins;

    /// <summary>The offsets that the deltas stand for.</summary>
    public OffsetRanges Ranges { get; } = new();

    /// <summary>How many deltas there are.</summary>
    public long Deltas { get; private set; }

    /// <summary>Records that were fed again from quarantine, and so are counted twice: as rejected, and as what became of them.</summary>
    public long Retried { get; private set; }

    /// <summary>Reads the results topic.</summary>
    /// <param name="settings">How the broker is reached, and the topics.</param>
    /// <param name="wanted">The offsets that matter; deltas of others are passed over.</param>
    /// <param name="patience">How long the broker may be silent.</param>
    /// <returns>The results; or why they cannot be read.</returns>
    public static (CommittedResults? Results, ReplayRefusal? Refusal) Read(WorkerSettings settings, OffsetRanges wanted, TimeSpan patience)
    {
        var trouble = new ReadTrouble(settings.Kafka.BootstrapServers, patience);
        var results = new CommittedResults();
        try
        {
            var refusal = trouble.About(settings.Topics.Results, () => results.ReadAll(settings, wanted, trouble, patience));
            return refusal is null ? (results, null) : (null, refusal);
        }
        catch (KafkaException refused)
        {
            var (sentence, isMisconfigured) = trouble.Tell(refused.Error);
            return (null, isMisconfigured ? ReplayRefusal.OfUse($"There is no topic `{settings.Topics.Results}`. The worker creates it at its first start; or correct Topics:Results.") : ReplayRefusal.OfBroker(sentence));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => runs.Dispose();

    private ReplayRefusal? ReadAll(WorkerSettings settings, OffsetRanges wanted, ReadTrouble trouble, TimeSpan patience)
    {
        var clients = new KafkaClients(settings, NullLogger<KafkaClients>.Instance);
        using var scan = new TopicScan(clients.BuildReader(trouble.Note), settings.Topics.Results, patience);
        while (scan.TryReadNext(out var record))
        {
            // What is no delta of this version says nothing that could be added up.
            if (CommittedDelta.Parse(record.Value) is not { } delta || !(delta.Touches(wanted) || delta.IsOf(settings.Topics.Quarantine)))
            {
                continue;
            }

            Window ??= delta.Window;
            if (delta.Window != Window)
            {
                return ReplayRefusal.OfUse($"`{settings.Topics.Results}` holds windows of {Window} and of {delta.Window}, which cannot be added up. Replay the time of one of them, with --from and --to.");
            }

            Add(delta, settings.Topics.Quarantine);
        }

        Spill();
        return null;
    }

    private void Add(CommittedDelta delta, string quarantine)
    {
        Deltas++;
        open ??= new OpenWindows(delta.Window);
        if (!delta.Figures.IsNothing)
        {
            open.Find(delta.Key.Model, delta.Key.Version, delta.Key.WindowStart).Add(delta.Figures);
        }

        if (delta.Join is { } join)
        {
            joins.Add(join);
        }

        if (delta.IsOf(quarantine))
        {
            Retried += delta.Figures.Records;
        }
        else
        {
            foreach (var (partition, from, to) in delta.Sources)
            {
                Ranges.Add(partition, from, to);
            }
        }

        kernels.Add(delta.Kernel);
        if (!contracts.TryGetValue(delta.Key.Model, out var digests))
        {
            contracts.Add(delta.Key.Model, digests = []);
        }

        digests.Add(delta.Contract ?? "");
        if (open.AreFull)
        {
            Spill();
        }
    }

    private void Spill()
    {
        if (open is not null)
        {
            runs.Append(open.Ordered);
            open.Clear();
        }
    }
}
