using System.Numerics;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>How often rows of each class were predicted as each class, before and since a moment. Only pairs that occur take room.</summary>
internal sealed class NameCounts
{
    /// <summary>The most classes: of more, no sample that fits into memory holds labels enough of each.</summary>
    public const int MostClasses = 1 << 12;

    private const int FewestPairs = 64;

    private PairCount[] pairs = new PairCount[FewestPairs];
    private int used;
    private int[] before = [];
    private int[] since = [];

    /// <summary>How many classes there are.</summary>
    public int Classes => before.Length;

    /// <summary>The pairs that occur, in no order, among others that are empty.</summary>
    public ReadOnlySpan<PairCount> Pairs => pairs;

    /// <summary>Begins with a number of classes, from no rows.</summary>
    public void Begin(int classes)
    {
        (before, since) = before.Length == classes ? (before, since) : (new int[classes], new int[classes]);
        Array.Clear(before);
        Array.Clear(since);
        Array.Clear(pairs);
        used = 0;
    }

    /// <summary>Counts a row.</summary>
    public void Add(int label, int predicted)
    {
        ref var pair = ref Find(label, predicted);
        if (pair.IsEmpty)
        {
            if (2 * ++used > pairs.Length)
            {
                Grow();
                pair = ref Find(label, predicted);
            }

            pair = PairCount.Of(label, predicted);
        }

        pair.Since++;
        since[label]++;
    }

    /// <summary>How many rows a class had before, and how many since.</summary>
    public (int Before, int Since) Of(int label) => (before[label], since[label]);

    /// <summary>How many rows of a class were predicted as a class, before and since.</summary>
    public (int Before, int Since) Of(int label, int predicted) => Find(label, predicted) is { IsEmpty: false } pair ? (pair.Before, pair.Since) : (0, 0);

    /// <summary>Whatever is since becomes before.</summary>
    public void Turn()
    {
        foreach (ref var pair in pairs.AsSpan())
        {
            (pair.Before, pair.Since) = ((ushort)(pair.Before + pair.Since), 0);
        }

        for (var label = 0; label < before.Length; label++)
        {
            (before[label], since[label]) = (before[label] + since[label], 0);
        }
    }

    // The place of a pair, or the empty one where it belongs.
    private ref PairCount Find(int label, int predicted)
    {
        // Fibonacci hashing: the upper bits of a product with the golden ratio.
        var place = (int)((((uint)label * MostClasses) + (uint)predicted) * 0x9E37_79B9U >> (32 - BitOperations.Log2((uint)pairs.Length)));
        while (!pairs[place].IsEmpty && !pairs[place].Is(label, predicted))
        {
            place = (place + 1) & (pairs.Length - 1);
        }

        return ref pairs[place];
    }

    private void Grow()
    {
        var old = pairs;
        pairs = new PairCount[2 * old.Length];
        foreach (var pair in old)
        {
            if (!pair.IsEmpty)
            {
                Find(pair.Label, pair.Predicted) = pair;
            }
        }
    }
}
