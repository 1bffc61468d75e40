using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;

namespace XentStream.Comparing;

/// <summary>Brings the windows of two sides together. Both are in order and read side by side, so that neither has to be held in memory.</summary>
internal static class WindowPairs
{
    /// <summary>All windows of both sides.</summary>
    /// <param name="a">One side.</param>
    /// <param name="b">The other.</param>
    /// <param name="length">The length of a window; a side with shorter ones has them added up.</param>
    public static IEnumerable<(DeltaKey Key, WindowFigures? A, WindowFigures? B)> Of(IEnumerable<ReplayedWindow> a, IEnumerable<ReplayedWindow> b, TimeSpan length)
    {
        using var left = Coarsen(a, length).GetEnumerator();
        using var right = Coarsen(b, length).GetEnumerator();
        var (isLeft, isRight) = (left.MoveNext(), right.MoveNext());
        while (isLeft || isRight)
        {
            var order = !isLeft ? 1 : !isRight ? -1 : DeltaKey.Order.Compare(left.Current.Key, right.Current.Key);
            yield return (order <= 0 ? left.Current.Key : right.Current.Key, order <= 0 ? left.Current.Figures : null, order >= 0 ? right.Current.Figures : null);
            isLeft = order <= 0 ? left.MoveNext() : isLeft;
            isRight = order >= 0 ? right.MoveNext() : isRight;
        }
    }

    private static IEnumerable<ReplayedWindow> Coarsen(IEnumerable<ReplayedWindow> windows, TimeSpan length)
    {
        ReplayedWindow? last = null;
        foreach (var (key, figures) in windows)
        {
            var coarse = key with { WindowStart = DeltaKey.WindowOf(key.WindowStart, length) };
            if (last is { } same && same.Key == coarse)
            {
                same.Figures.Add(figures);
                continue;
            }

            if (last is { } done)
            {
                yield return done;
            }

            last = new ReplayedWindow(coarse, figures);
        }

        if (last is { } rest)
        {
            yield return rest;
        }
    }
}
