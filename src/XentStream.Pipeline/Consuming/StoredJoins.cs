using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Kafka;
using XentStream.Scoring;

namespace XentStream.Pipeline.Consuming;

/// <summary>Takes up joins by what is on the disk, where that is right and less to read than the topics.</summary>
/// <param name="store">The disk.</param>
/// <param name="settings">The configuration.</param>
/// <param name="ids">The ids of both topics, or null where the broker does not tell them: then nothing tells whether a topic is still the same, and nothing is stored.</param>
internal sealed class StoredJoins(StateStore store, WorkerSettings settings, TopicIds? ids)
{
    /// <summary>Reads what is on the disk into a join that knows nothing, if it can be used.</summary>
    /// <param name="partition">The join.</param>
    /// <param name="known">What there is of both halves below its begin.</param>
    /// <param name="needed">What would have to be read without the disk.</param>
    /// <param name="ranges">What is to be read after it; where it cannot be used, what is needed.</param>
    /// <returns>Why it cannot be used, or null.</returns>
    public string? TryRestore(JoinedPartition partition, JoinRanges known, JoinRanges needed, out JoinRanges ranges)
    {
        ranges = needed;
        if (ids is null)
        {
            return "the broker does not tell the ids of topics";
        }

        partition.Identity = new StateIdentity(partition.Predictions, ids.Predictions, partition.Labels.Topic, ids.Labels, settings.Join!.Digest, BatchScorer.KernelIdentity);
        using var state = store.Open(partition.Identity);
        if ((state.Unfit ?? FindUnfit(state.At, partition.Begin, known)) is { } unfit)
        {
            return unfit;
        }

        var rest = new JoinRanges(known.Predictions with { From = state.At.Predictions }, known.Labels with { From = state.At.Labels });
        if (rest.Length > needed.Length)
        {
            return "it is so old that the topics tell all that is needed in fewer records";
        }

        partition.Restore(state);
        ranges = rest;
        return null;
    }

    private static string? FindUnfit(JoinOffsets stored, JoinOffsets begin, JoinRanges known) =>
        stored.Predictions > begin.Predictions || stored.Labels > begin.Labels ? "it is ahead of what is committed"
        : IsGone(stored.Predictions, known.Predictions) || IsGone(stored.Labels, known.Labels) ? "retention has removed records that came after it"
        : null;

    private static bool IsGone(long stored, PartitionRange known) => stored < known.To && stored < known.From;
}
