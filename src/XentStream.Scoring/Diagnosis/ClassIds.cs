namespace XentStream.Scoring.Diagnosis;

/// <summary>Labels as class ids.</summary>
internal static class ClassIds
{
    /// <summary>Whether the labels are class indices and all whole, so that it can be asked which are classes.</summary>
    public static bool CanBeRead(ref DiagnosedBatch batch) => batch.IsIndex && batch.Census.NotWhole == 0;

    /// <summary>All labels less one, but for those to ignore.</summary>
    public static long[] LessOne(in DiagnosedBatch batch)
    {
        var indices = new long[batch.Y.Count];
        for (var place = 0; place < indices.Length; place++)
        {
            indices[place] = (long)batch.LabelAt(place) - (batch.IsIgnored(place) ? 0 : 1);
        }

        return indices;
    }
}
