namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>The batches of two versions on disk, in runs, until they are paired: memory does not grow with the range, nor with how far apart the two of a pair are.</summary>
/// <param name="pair">The versions.</param>
internal sealed class PairRuns(VersionPair pair) : IDisposable
{
    private readonly Lock gate = new();
    private readonly RunFile file = RunFile.Create();

    /// <summary>Writes a run; several threads may do so.</summary>
    public void Append(IEnumerable<PairedBatch> batches)
    {
        lock (gate)
        {
            file.Append(batches.Order(PairedBatch.Order).Select(batch => batch.ToBytes()));
        }
    }

    /// <summary>Pairs them.</summary>
    /// <returns>For each model that has one of the versions, in order.</returns>
    public IReadOnlyList<PairedVersions> Merge()
    {
        var models = new List<PairedVersions>();
        var same = new List<PairedBatch>();
        foreach (var batch in file.Merge(PairedBatch.Parse, PairedBatch.Order))
        {
            if (same.Count > 0 && !same[0].IsSame(batch))
            {
                Close(same, models);
            }

            same.Add(batch);
        }

        Close(same, models);
        return models;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Close(List<PairedBatch> same, List<PairedVersions> models)
    {
        if (same.Count == 0)
        {
            return;
        }

        if (models.LastOrDefault() is not { } last || last.Model != same[0].Model)
        {
            models.Add(last = new PairedVersions(same[0].Model, pair));
        }

        last.Add(same);
        same.Clear();
    }
}
