using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining.Storing;

/// <summary>What the state of a join belongs to: it is a function of these, of the contracts of the models in it, and of two offsets.</summary>
/// <param name="Predictions">The partition of predictions.</param>
/// <param name="PredictionsId">The id of its topic, which is another when a topic is made anew under its old name.</param>
/// <param name="Labels">The topic of labels.</param>
/// <param name="LabelsId">Its id.</param>
/// <param name="Settings">The digest of how labels are joined.</param>
/// <param name="Kernel">What computes the numbers.</param>
internal sealed record StateIdentity(PartitionId Predictions, string PredictionsId, string Labels, string LabelsId, string Settings, string Kernel)
{
    /// <summary>Says in what a state belongs to something else, or null where it does not.</summary>
    public string? FindDifference(StateIdentity stored) =>
        stored.Predictions != Predictions || stored.Labels != Labels ? $"it is of {stored.Predictions} and {stored.Labels}"
        : stored.PredictionsId != PredictionsId ? $"{Predictions.Topic} was deleted and made anew since"
        : stored.LabelsId != LabelsId ? $"{Labels} was deleted and made anew since"
        : stored.Settings != Settings ? "labels were joined by other settings"
        : stored.Kernel != Kernel ? $"it is of the kernel {stored.Kernel}"
        : null;

    /// <summary>Writes it.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(Predictions.Topic);
        writer.Write(Predictions.Number);
        foreach (var text in new[] { PredictionsId, Labels, LabelsId, Settings, Kernel })
        {
            writer.Write(text);
        }
    }

    /// <summary>Reads one.</summary>
    public static StateIdentity Load(StateReader reader) => new(
        new PartitionId(reader.ReadText(), reader.ReadInt()), reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText());
}
