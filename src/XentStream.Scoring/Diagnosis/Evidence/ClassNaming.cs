namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>Names classes by rows, one to one. Rows are pairs of label (upper half) and prediction (lower half), sorted.</summary>
internal static class ClassNaming
{
    /// <summary>Names each class that has labels enough by its most common prediction.</summary>
    /// <param name="pairs">The rows.</param>
    /// <param name="leastLabels">How many labels are enough.</param>
    /// <param name="named">Where to put the classes, ascending.</param>
    /// <returns>How many classes there are.</returns>
    public static int Name(ReadOnlySpan<long> pairs, int leastLabels, Span<NamedClass> named)
    {
        var classes = 0;
        for (var from = 0; from < pairs.Length;)
        {
            var (label, to, name, most) = (LabelOf(pairs[from]), from, NamedClass.None, 0);
            while (to < pairs.Length && LabelOf(pairs[to]) == label)
            {
                var run = RunAt(pairs, to);
                (name, most) = run > most ? ((int)pairs[to], run) : (name, most);
                to += run;
            }

            if (to - from >= leastLabels)
            {
                named[classes++] = new NamedClass(label, name, most);
            }

            from = to;
        }

        return classes;
    }

    /// <summary>How many rows of a class have a prediction, and how many there are.</summary>
    /// <param name="pairs">The rows.</param>
    /// <param name="label">The class.</param>
    /// <param name="predicted">The prediction.</param>
    public static int Count(ReadOnlySpan<long> pairs, int label, int predicted)
    {
        var first = ~pairs.BinarySearch(new Before(PairOf(label, predicted)));
        return predicted >= 0 && first < pairs.Length && pairs[first] == PairOf(label, predicted) ? RunAt(pairs, first) : 0;
    }

    /// <summary>How many rows a class has.</summary>
    /// <param name="pairs">The rows.</param>
    /// <param name="label">The class.</param>
    public static int Count(ReadOnlySpan<long> pairs, int label) => ~pairs.BinarySearch(new Before(PairOf(label + 1, 0))) - ~pairs.BinarySearch(new Before(PairOf(label, 0)));

    /// <summary>
    /// Leaves each name to one class: the one with more rows of it. The name of a class that occurs with few labels is left to that class. Who is left without keeps its own, if it is free.
    /// </summary>
    /// <param name="pairs">The rows.</param>
    /// <param name="named">The classes that <see cref="Name"/> gives.</param>
    public static void Settle(ReadOnlySpan<long> pairs, Span<NamedClass> named)
    {
        Span<bool> isLost = stackalloc bool[named.Length];
        for (var i = 0; i < named.Length; i++)
        {
            isLost[i] = HasBetter(named, i) || (named[i].IsRenamed && Count(pairs, named[i].Name) > 0 && !Holds(named, named[i].Name));
        }

        for (var i = 0; i < named.Length; i++)
        {
            named[i] = isLost[i] ? named[i] with { Name = NamedClass.None } : named[i];
        }

        for (var i = 0; i < named.Length; i++)
        {
            named[i] = isLost[i] && !IsTaken(named, named[i].Label) ? named[i] with { Name = named[i].Label } : named[i];
        }
    }

    private static bool HasBetter(ReadOnlySpan<NamedClass> named, int place)
    {
        for (var other = 0; other < named.Length; other++)
        {
            if (named[other].Name == named[place].Name && (named[other].Rows > named[place].Rows || (named[other].Rows == named[place].Rows && other < place)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(ReadOnlySpan<NamedClass> named, int label)
    {
        foreach (var one in named)
        {
            if (one.Label == label)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTaken(ReadOnlySpan<NamedClass> named, int name)
    {
        foreach (var one in named)
        {
            if (one.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static int LabelOf(long pair) => (int)(pair >> 32);

    private static long PairOf(int label, int predicted) => ((long)label << 32) | (uint)predicted;

    private static int RunAt(ReadOnlySpan<long> pairs, int from)
    {
        var length = pairs[from..].IndexOfAnyExcept(pairs[from]);
        return length < 0 ? pairs.Length - from : length;
    }

    // Is found nowhere: what a search for it gives is where such pairs would begin.
    private readonly record struct Before(long Pair) : IComparable<long>
    {
        public int CompareTo(long other) => Pair <= other ? -1 : 1;
    }
}
