using System.Globalization;
using XentStream.Output;
using XentStream.Scoring.Faults;

namespace XentStream.Comparing;

/// <summary>Finds all in which two sides differ beside their numbers.</summary>
internal sealed class CauseFinder(ComparedSide a, ComparedSide b)
{
    // So many ranges are named; where there are more, the first ones tell enough.
    private const int MostRanges = 5;

    /// <summary>What differs between them.</summary>
    /// <param name="models">The models that are compared.</param>
    public IReadOnlyList<DifferenceCause> Find(IEnumerable<string> models) =>
    [
        .. models.Order(StringComparer.Ordinal).Select(Contract).OfType<DifferenceCause>(),
        .. Joined(),
        .. Kernel(),
        .. Records(),
        .. Changed(),
        .. Retried(),
    ];

    private DifferenceCause? Contract(string model)
    {
        var (one, other) = (a.ContractsOf(model).ToHashSet(), b.ContractsOf(model).ToHashSet());
        if (one.Count == 0 || other.Count == 0 || one.SetEquals(other))
        {
            return null;
        }

        var changes = ContractChanges.Describe(a.Contracts, b.Contracts, model) is { Length: > 0 } members ? members : $"digest {Join(one)} in {a.Name}, {Join(other)} in {b.Name}";
        return new DifferenceCause(DifferenceCause.ContractDiffers, $"The contract of {(model.Length == 0 ? "records without a model" : Quote.Of(model))} differs: {changes}.", model);
    }

    private IEnumerable<DifferenceCause> Joined() => a.Joins.Count + b.Joins.Count == 0 || a.Joins.ToHashSet().SetEquals(b.Joins) ? []
        : [new DifferenceCause(DifferenceCause.JoinDiffers, $"Labels are joined by other settings: {Join(a.Joins)} in {a.Name}, {Join(b.Joins)} in {b.Name}. Compare with the same Topics:Labels and Join:*.")];

    private IEnumerable<DifferenceCause> Kernel() => a.Kernels.Count == 0 || b.Kernels.Count == 0 || a.Kernels.ToHashSet().SetEquals(b.Kernels) ? []
        : [new DifferenceCause(DifferenceCause.KernelDiffers, $"The kernels differ: {Join(a.Kernels)} in {a.Name}, {Join(b.Kernels)} in {b.Name}. Replay with one version of the program to compare bits.")];

    // By time, both sides begin and end inside commits; there only records that one side lacks altogether are told.
    private IEnumerable<DifferenceCause> Records()
    {
        var isOfTime = a.From is not null || a.To is not null || b.From is not null || b.To is not null;
        if (!(isOfTime && a.Deltas > 0) && Tell(a, b) is { } lost)
        {
            yield return new DifferenceCause(DifferenceCause.RecordsLost, lost);
        }

        if (!(isOfTime && b.Deltas > 0) && Tell(b, a) is { } added)
        {
            yield return new DifferenceCause(DifferenceCause.RecordsAdded, added);
        }
    }

    private static string? Tell(ComparedSide here, ComparedSide there)
    {
        var ranges = here.Ranges.Except(there.Ranges).ToList();
        return ranges.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", ranges.Take(MostRanges).Select(range => $"{range.Partition} offsets {range.From} to {range.To - 1}"))}{(ranges.Count > MostRanges ? $" and {ranges.Count - MostRanges} more ranges" : "")} are in {here.Name} and not in {there.Name}.");
    }

    private IEnumerable<DifferenceCause> Changed()
    {
        var changed = a.Digests.Where(range => b.Digests.TryGetValue(range.Key, out var other) && other != range.Value).Select(range => range.Key).ToList();
        return changed.Count == 0 ? [] : [new DifferenceCause(
            DifferenceCause.RecordsChanged,
            $"{string.Join(", ", changed.Take(MostRanges).Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Partition} offsets {range.From} to {range.To - 1}")))} held other records then: the topic was compacted, or made anew.")];
    }

    private IEnumerable<DifferenceCause> Retried()
    {
        var count = a.Retried + b.Retried;
        return count == 0 ? [] : [new DifferenceCause(
            DifferenceCause.RecordsRetried,
            $"{Counted.Of(count, "record")} were fed again from quarantine: {(a.Retried > 0 ? a : b).Name} counts them twice, as rejected and as what became of them.")];
    }

    private static string Join(IReadOnlyCollection<string> names) => names.Count == 0 ? "none" : string.Join(" and ", names.Select(name => name.Length == 0 ? "none" : Quote.Of(name)).Order(StringComparer.Ordinal));
}
