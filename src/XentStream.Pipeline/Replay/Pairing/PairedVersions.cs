namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>Two versions of a model beside each other, over the batches that both have scored.</summary>
/// <param name="model">The model.</param>
/// <param name="pair">The versions.</param>
public sealed class PairedVersions(string model, VersionPair pair)
{
    /// <summary>The model.</summary>
    public string Model => model;

    /// <summary>The versions.</summary>
    public VersionPair Pair => pair;

    /// <summary>Batches that both versions have scored, with the same labels.</summary>
    public long Batches { get; private set; }

    /// <summary>Batches that only the first version has scored.</summary>
    public long OnlyFirst { get; private set; }

    /// <summary>Batches that only the second version has scored.</summary>
    public long OnlySecond { get; private set; }

    /// <summary>Batches that both have scored, with other labels.</summary>
    public long LabelsDiffer { get; private set; }

    /// <summary>Batches whose id had come before in the same version; the one that comes first in the topic counts.</summary>
    public long Repeated { get; private set; }

    /// <summary>The rows of the batches.</summary>
    public PairedRows Rows { get; } = new();

    /// <summary>Adds all batches of one id.</summary>
    internal void Add(IReadOnlyList<PairedBatch> batches)
    {
        var firsts = batches.Count(batch => !batch.IsSecond);
        var seconds = batches.Count - firsts;
        Repeated += Math.Max(firsts - 1, 0) + Math.Max(seconds - 1, 0);
        if (firsts == 0 || seconds == 0)
        {
            OnlyFirst += firsts > 0 ? 1 : 0;
            OnlySecond += seconds > 0 ? 1 : 0;
            return;
        }

        var (one, other) = (batches[0], batches[firsts]);
        if (one.Labels != other.Labels || one.Losses.Length != other.Losses.Length)
        {
            LabelsDiffer++;
            return;
        }

        Batches++;
        foreach (var (first, second) in one.Losses.Zip(other.Losses))
        {
            Rows.Add(first, second);
        }
    }
}
