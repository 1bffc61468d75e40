namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>Names classes by the rows before a moment, one to one.</summary>
internal static class ClassNaming
{
    /// <summary>Names each class that has labels enough by its most common prediction, of equal ones the first.</summary>
    /// <param name="counts">The rows.</param>
    /// <param name="leastLabels">How many labels are enough.</param>
    /// <returns>The classes, ascending.</returns>
    public static NamedClass[] Name(NameCounts counts, int leastLabels)
    {
        var best = new (int Name, int Rows)[counts.Classes];
        foreach (var pair in counts.Pairs)
        {
            if (!pair.IsEmpty && (pair.Before > best[pair.Label].Rows || (pair.Before == best[pair.Label].Rows && pair.Predicted < best[pair.Label].Name)))
            {
                best[pair.Label] = (pair.Predicted, pair.Before);
            }
        }

        return
        [
            .. from label in Enumerable.Range(0, counts.Classes)
               where counts.Of(label).Before >= leastLabels
               select new NamedClass(label, best[label].Name, best[label].Rows),
        ];
    }

    /// <summary>
    /// Leaves each name to one class: the one with more rows of it. The name of a class that occurs with few labels is left to that class. Who is left without keeps its own, if it is free.
    /// </summary>
    /// <param name="counts">The rows.</param>
    /// <param name="named">The classes that <see cref="Name"/> gives.</param>
    public static void Settle(NameCounts counts, NamedClass[] named)
    {
        var owners = new Dictionary<int, NamedClass>();
        foreach (var one in named)
        {
            owners[one.Name] = owners.TryGetValue(one.Name, out var owner) && owner.Rows >= one.Rows ? owner : one;
        }

        var labels = named.Select(one => one.Label).ToHashSet();
        foreach (var rare in owners.Keys.Where(name => !labels.Contains(name) && counts.Of(name).Before > 0).ToList())
        {
            owners.Remove(rare);
        }

        for (var i = 0; i < named.Length; i++)
        {
            var isOwner = owners.TryGetValue(named[i].Name, out var owner) && owner.Label == named[i].Label;
            named[i] = isOwner ? named[i] : named[i] with { Name = owners.ContainsKey(named[i].Label) ? NamedClass.None : named[i].Label };
        }
    }
}
