using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>
/// Step 8 of the way of the data: the totals of everything that is committed, by model and version. All quality metrics are read from here, so what is
/// exported is a function of what is committed.
/// </summary>
public sealed class CommittedTotals(WorkerSettings settings)
{
    /// <summary>The model and version under which everything beyond the limit of models is added up.</summary>
    public const string Other = "other";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Model, string Version), CommittedModel> models = [];

    /// <summary>Raised after each commit, on the thread that made it.</summary>
    public event EventHandler? Published;

    /// <summary>Reads each model in turn while no commit changes it.</summary>
    public List<T> Read<T>(Func<CommittedModel, IEnumerable<T>> read)
    {
        lock (gate)
        {
            return [.. models.Values.OrderBy(model => model.Model, StringComparer.Ordinal).ThenBy(model => model.Version, StringComparer.Ordinal).SelectMany(read)];
        }
    }

    internal void Publish(PendingBatch batch)
    {
        lock (gate)
        {
            foreach (var (_, _, key, delta) in batch.Deltas)
            {
                Find(key).Add(delta);
            }
        }

        Published?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The name and version under which a model is exported.</summary>
    internal (string Model, string Version) NameOf(DeltaKey key)
    {
        lock (gate)
        {
            var found = Find(key);
            return (found.Model, found.Version);
        }
    }

    private CommittedModel Find(DeltaKey key)
    {
        var name = (key.Model, key.Version);
        if (!models.ContainsKey(name) && models.Count >= settings.MaxModels)
        {
            name = (Other, Other);
        }

        if (!models.TryGetValue(name, out var model))
        {
            model = new CommittedModel(name.Item1, name.Item2);
            models.Add(name, model);
        }

        return model;
    }
}
