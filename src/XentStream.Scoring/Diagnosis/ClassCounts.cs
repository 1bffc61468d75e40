namespace XentStream.Scoring.Diagnosis;

/// <summary>How many classes the head may be said to have.</summary>
internal static class ClassCounts
{
    /// <summary>The length of the class axis; where the labels fit other axes and not that one, their lengths.</summary>
    public static List<long> Of(in DiagnosedBatch batch)
    {
        var (scores, moved) = (batch.L, batch.AxesThatLabelsFit());
        return moved.Count > 0 ? [.. moved.Select(axis => scores[axis])] : batch.ClassAxis is { } read ? [scores[read]] : [];
    }
}
