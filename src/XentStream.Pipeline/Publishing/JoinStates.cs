using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>What the joins have at hand: how much of the last hour is labelled, and their memory. A partition that is given away disappears.</summary>
internal sealed class JoinStates(CommittedTotals committed, TimeProvider time)
{
    private readonly ConcurrentDictionary<PartitionId, (object Thread, RecentPredictions Recent, long Bytes)> partitions = new();

    /// <summary>Whether any partition is shown.</summary>
    public bool HasPartitions => !partitions.IsEmpty;

    /// <summary>The last hour of each model version that predicted in it.</summary>
    public IReadOnlyList<LabelCoverage> LastHour
    {
        get
        {
            var now = time.GetUtcNow();
            return
            [
                .. from partition in partitions.Values
                   from stream in partition.Recent.ReadHourBefore(now)
                   group stream.Rows by committed.NameOf(new DeltaKey(stream.Stream.Model, stream.Stream.Version, default)) into rows
                   orderby rows.Key.Model, rows.Key.Version
                   let coverage = new LabelCoverage(rows.Key.Model, rows.Key.Version, rows.Sum(part => part.Rows), rows.Sum(part => part.Labelled))
                   where coverage.Rows > 0
                   select coverage,
            ];
        }
    }

    /// <summary>Shows what a thread has of a partition of predictions.</summary>
    public void Show(object thread, JoinedPartition partition) => partitions[partition.Predictions] = (thread, partition.Join.Recent, partition.Join.Bytes);

    /// <summary>A partition went to another worker.</summary>
    public void Forget(PartitionId partition) => partitions.TryRemove(partition, out _);

    /// <summary>The rows of the last hour, by whether a label stands.</summary>
    public IEnumerable<Measurement<long>> MeasureCoverage() => LastHour.SelectMany(coverage => new[]
    {
        Measure(coverage, coverage.Labelled, "labelled"),
        Measure(coverage, coverage.Rows - coverage.Labelled, "unlabelled"),
    });

    /// <summary>The bytes of the thread that has most: each has a limit of its own.</summary>
    public long MeasureMemory() => partitions.Values.GroupBy(partition => partition.Thread, partition => partition.Bytes).Select(thread => thread.Sum()).DefaultIfEmpty().Max();

    private static Measurement<long> Measure(LabelCoverage coverage, long rows, string outcome) =>
        new(rows, new(InstrumentNames.Model, coverage.Model), new(InstrumentNames.ModelVersion, coverage.Version), new(InstrumentNames.Outcome, outcome));
}
