namespace XentStream.Pipeline.Sampling;

/// <summary>The axes on which the classes can be.</summary>
internal static class ClassAxes
{
    /// <summary>The axis that a contract means in scores of a rank, which may not have it; scores of one axis have their classes on it whatever is declared.</summary>
    public static int Resolve(int declared, int rank) => rank == 1 ? 0 : declared < 0 ? rank + declared : declared;

    /// <summary>What to declare, the plainest first: the default, the last, then all others. Two that mean the same in all shapes are one.</summary>
    public static List<int> CandidatesFor(IReadOnlyCollection<ShapeRange> shapes)
    {
        var ranks = shapes.Select(shape => shape.Rank).Where(rank => rank > 0).ToList();
        IEnumerable<int> all = [1, -1, .. Enumerable.Range(0, ranks.Count == 0 ? 0 : ranks.Max())];
        return [.. all.DistinctBy(axis => string.Join(',', ranks.Select(rank => Resolve(axis, rank))))];
    }

    /// <summary>The longest class axis of some shapes, or 0 where none has it.</summary>
    public static long LongestOf(IEnumerable<ShapeRange> shapes, int declared) =>
        shapes.Where(shape => Resolve(declared, shape.Rank) is var axis && axis >= 0 && axis < shape.Rank).Select(shape => shape[Resolve(declared, shape.Rank)].Most).DefaultIfEmpty().Max();
}
