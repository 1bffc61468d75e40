namespace XentStream.Pipeline.Sampling;

/// <summary>How many records of a sample come from each partition.</summary>
internal static class SampleQuota
{
    /// <summary>Spreads a number of records as evenly as the partitions allow: what a short one does not have, longer ones give.</summary>
    /// <param name="records">How many records are wanted.</param>
    /// <param name="available">How many each partition has at most.</param>
    /// <returns>How many to take from each.</returns>
    public static int[] Divide(int records, IReadOnlyList<long> available)
    {
        var quotas = new int[available.Count];
        var left = records;
        var open = available.Count;
        foreach (var place in Enumerable.Range(0, available.Count).OrderBy(place => available[place]))
        {
            // Rounded up, so that a sample smaller than the number of partitions is not empty.
            quotas[place] = (int)Math.Min(available[place], (left + open - 1) / open);
            left -= quotas[place];
            open--;
        }

        return quotas;
    }
}
