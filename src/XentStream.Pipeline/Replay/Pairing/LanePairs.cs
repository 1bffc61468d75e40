using System.Text;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>What one thread of a replay has read of the two versions since it wrote a run.</summary>
/// <param name="pair">The versions.</param>
/// <param name="content">What the evaluator keeps of a batch.</param>
/// <param name="key">The key of the record, which is its id where it names no other.</param>
/// <param name="runs">Where runs are written.</param>
internal sealed class LanePairs(VersionPair pair, PairedContent content, RecordKey key, PairRuns runs)
{
    // 32 MB of losses.
    private const long MostRows = 1 << 22;

    private readonly List<PairedBatch> batches = [];
    private long rows;

    /// <summary>Adds a record, if it is of one of the versions and was scored.</summary>
    public void Add(Evaluation evaluation, PartitionId source, long offset)
    {
        if (evaluation.Status == BatchStatus.Rejected || !pair.Has(evaluation.Version))
        {
            return;
        }

        // What has no id is paired with nothing.
        var id = content.Id.IsEmpty ? key.Bytes : content.Id;
        var digest = PairedContent.DigestOf(id.IsEmpty ? Encoding.UTF8.GetBytes($"{source} {offset}") : id);
        batches.Add(new PairedBatch(evaluation.Model, digest, evaluation.Version == pair.Second, source, offset)
        {
            Labels = content.Labels,
            Losses = [.. content.Losses],
        });
        rows += content.Losses.Count + 16;
        if (rows > MostRows)
        {
            Write();
        }
    }

    /// <summary>Writes a run of what there is.</summary>
    public void Write()
    {
        if (batches.Count == 0)
        {
            return;
        }

        runs.Append(batches);
        batches.Clear();
        rows = 0;
    }
}
