using System.Collections.Immutable;
using XentStream.Pipeline.Recording;
using XentStream.Reports;

namespace XentStream.Comparing;

/// <summary>Two sides compared: per window and model version equal to the bit, or by how much, and why.</summary>
internal sealed class Comparison
{
    private readonly List<WindowDifference> differences = [];
    private readonly HashSet<string> models = [];

    private Comparison(ComparedSide a, ComparedSide b, TimeSpan window) => (A, B, Window) = (a, b, window);

    /// <summary>One side.</summary>
    public ComparedSide A { get; }

    /// <summary>The other.</summary>
    public ComparedSide B { get; }

    /// <summary>The length of the windows that are compared.</summary>
    public TimeSpan Window { get; }

    /// <summary>Windows that are equal to the bit.</summary>
    public long Equal { get; private set; }

    /// <summary>Those that are not.</summary>
    public IReadOnlyList<WindowDifference> Differences => differences;

    /// <summary>In what else the sides differ. Where all windows are equal, it changed nothing.</summary>
    public IReadOnlyList<DifferenceCause> Causes { get; private set; } = [];

    /// <summary>Compares.</summary>
    /// <returns>The comparison; or why the two cannot be compared.</returns>
    public static (Comparison? Comparison, string? Obstacle) Of(ComparedSide a, ComparedSide b)
    {
        var (shorter, longer) = ((a.Window ?? b.Window ?? TimeSpan.FromMinutes(1)), (b.Window ?? a.Window ?? TimeSpan.FromMinutes(1)));
        (shorter, longer) = shorter <= longer ? (shorter, longer) : (longer, shorter);
        if (longer.Ticks % shorter.Ticks != 0)
        {
            return (null, $"{a.Name} has windows of {a.Window}, and {b.Name} of {b.Window}: neither can be made of the other. Replay with the same --window.");
        }

        var comparison = new Comparison(a, b, longer);
        comparison.Compare();
        return comparison.Equal + comparison.Differences.Count == 0 ? (null, WhyNothing(a, b)) : (comparison, null);
    }

    // Equal in all of no window would be true, and let through what nobody has looked at.
    private static string WhyNothing(ComparedSide a, ComparedSide b)
    {
        var empty = new[] { a.Nothing, b.Nothing }.OfType<NoNumber>().ToList();
        return empty.Count == 0 ? $"There is nothing to compare: no window is of what both {a.Name} and {b.Name} are about. Compare replays of the same models, versions and times."
            : $"There is nothing to compare: {string.Join(", and ", empty.Select(side => side.Reason))}. {empty[0].Step}";
    }

    private void Compare()
    {
        var finder = new CauseFinder(A, B);
        var pairs = WindowPairs.Of(A.Windows, B.Windows, Window).Where(pair => IsMeant(pair.Key) && !(IsNothing(pair.A) && IsNothing(pair.B)));
        foreach (var (key, a, b) in pairs)
        {
            models.Add(key.Model);
            if (a is not null && b is not null && AreEqual(a, b))
            {
                Equal++;
            }
            else
            {
                differences.Add(new WindowDifference(key, a is null ? null : WindowSketch.Of(a), b is null ? null : WindowSketch.Of(b), []) { IsUnpaired = DifferInUnpaired(a ?? new WindowFigures(), b ?? new WindowFigures()) });
            }
        }

        Causes = finder.Find(models);
        for (var i = 0; i < differences.Count; i++)
        {
            differences[i] = differences[i] with { Causes = Explain(differences[i]) };
        }

        // That one side has fewer records matters where it shows.
        Causes = [.. Causes.Where(cause => !IsOfRecords(cause) || differences.Exists(difference => difference.Causes.Contains(cause.Code))), .. WhatElse()];
    }

    // A window in which labels changed and changed back.
    private static bool IsNothing(WindowFigures? figures) => figures is null || figures.IsNothing;

    // Equal bytes are equal totals, and the other way round.
    private static bool AreEqual(WindowFigures a, WindowFigures b) =>
        (a.Scored, a.Warned, a.Rejected) == (b.Scored, b.Warned, b.Rejected) && a.Join.AreEqual(b.Join) && a.Totals.ToCanonicalBytes().AsSpan().SequenceEqual(b.Totals.ToCanonicalBytes());

    private static bool DifferInUnpaired(WindowFigures a, WindowFigures b) => a.Join.DifferInUnpaired(b.Join) && a.Totals.ToCanonicalBytes().AsSpan().SequenceEqual(b.Totals.ToCanonicalBytes());

    private bool IsMeant(DeltaKey key) => IsMeant(A, key) && IsMeant(B, key);

    private bool IsMeant(ComparedSide side, DeltaKey key) =>
        (side.Model is null || side.Model == key.Model) && (side.Version is null || side.Version == key.Version)
        && (side.From is null || key.WindowStart + Window > side.From) && (side.To is null || key.WindowStart < side.To);

    private ImmutableArray<string> Explain(WindowDifference difference)
    {
        // A replay of a time ends where nothing can be paired any more that is of it; what comes behind is told apart here.
        if (difference.IsUnpaired && (A.From ?? A.To ?? B.From ?? B.To) is not null)
        {
            return [DifferenceCause.RecordsLate];
        }

        // Of a part of a window it is known why it has other records than the whole.
        var isPartial = IsPartial(difference.Key);
        var more = isPartial ? 0 : (difference.A?.Records ?? 0) - (difference.B?.Records ?? 0);

        // A label more changes a window that has as many predictions as before.
        var isJoined = !isPartial && A.Joins.Count + B.Joins.Count > 0;
        var codes = Causes.Where(cause => cause.Model is null || cause.Model == difference.Key.Model)
            .Where(cause => cause.Code switch
            {
                DifferenceCause.RecordsLost => more > 0 || isJoined,
                DifferenceCause.RecordsAdded => more < 0 || isJoined,
                DifferenceCause.RecordsRetried => more != 0,
                _ => true,
            })
            .Select(cause => cause.Code)
            .Concat(isPartial ? [DifferenceCause.WindowPartial] : [])
            .ToImmutableArray();
        return codes.IsEmpty ? [DifferenceCause.Unexplained] : codes;
    }

    private static bool IsOfRecords(DifferenceCause cause) => cause.Code is DifferenceCause.RecordsLost or DifferenceCause.RecordsAdded or DifferenceCause.RecordsRetried;

    // A side that begins or ends inside the window has a part of it, unless the other begins or ends there too.
    private bool IsPartial(DeltaKey key)
    {
        bool IsInside(DateTimeOffset? time) => time > key.WindowStart && time < key.WindowStart + Window;
        return (A.From != B.From && (IsInside(A.From) || IsInside(B.From))) || (A.To != B.To && (IsInside(A.To) || IsInside(B.To)));
    }

    private IEnumerable<DifferenceCause> WhatElse()
    {
        if (differences.Exists(difference => difference.Causes.Contains(DifferenceCause.WindowPartial)))
        {
            yield return new DifferenceCause(DifferenceCause.WindowPartial, "A window is not whole on one side: --from or --to lies inside it. Let them be at the beginning of windows.");
        }

        if (differences.Exists(difference => difference.Causes.Contains(DifferenceCause.RecordsLate)))
        {
            yield return new DifferenceCause(
                DifferenceCause.RecordsLate, "Records of a window came so late that nothing could be paired with them any more; a replay of a time does not read so far. No loss depends on them. Replay all that was committed to have them counted.");
        }

        if (differences.Exists(difference => difference.Causes.Contains(DifferenceCause.Unexplained)))
        {
            yield return new DifferenceCause(
                DifferenceCause.Unexplained, "The same records, contracts and kernel gave other numbers, which must not be. `xentstream certify` says whether the records are still the same; else it is a bug: please report it.");
        }

        if (differences.Count == 0 && A.Deltas + B.Deltas > 0)
        {
            yield return new DifferenceCause(DifferenceCause.OrderIrrelevant, $"{A.Deltas + B.Deltas} deltas, in whatever order, add up to the same bits.");
        }
    }
}
