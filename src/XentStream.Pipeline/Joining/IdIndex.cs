using System.Numerics;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// Finds the records of both logs by their ids: a table of hashes and handles, in which a record takes the first free place at or behind the one that its hash says. What is looked up in vain, as most
/// ids are once, costs a look at the table and none at the records, of which each would be somewhere else in memory. A prediction and its label lie side by side in it: what comes is put into the table
/// and looked up among the others of both logs by one look at memory that is far away.
/// </summary>
internal sealed class IdIndex
{
    // Marks the handle of a label.
    private const int LabelMark = int.MinValue;

    // The hash above, the handle below; 0 where it is free.
    private long[] places = NewTable(64);
    private int count;

    /// <summary>Bytes in memory.</summary>
    public long Bytes => sizeof(long) * (long)places.Length;

    /// <summary>The hash of an id: for this process, since another's is salted otherwise.</summary>
    public static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    /// <summary>Lets a record be found.</summary>
    /// <param name="hash">The hash of its id.</param>
    /// <param name="handle">Its handle.</param>
    /// <param name="isLabel">Whether it is of the log of labels.</param>
    public void Add(int hash, int handle, bool isLabel)
    {
        if (count >= MostIn(places.Length))
        {
            Grow(places.Length * 2);
        }

        Enter(hash, Marked(handle, isLabel));
        count++;
    }

    /// <summary>Where the search for a hash begins.</summary>
    public int HomeOf(int hash) => hash & (places.Length - 1);

    /// <summary>Goes on with a search. Records of one hash and log come in the order in which they were added.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="isLabel">Whether labels are looked for.</param>
    /// <param name="at">Where it goes on.</param>
    /// <param name="handle">The record that was found.</param>
    /// <returns>False where there are no more.</returns>
    public bool TryNext(int hash, bool isLabel, ref int at, out int handle)
    {
        while (places[at] is not 0 and var place)
        {
            at = Behind(at);
            handle = (int)place & ~LabelMark;
            if ((int)(place >> 32) == hash && (int)place == Marked(handle, isLabel))
            {
                return true;
            }
        }

        handle = 0;
        return false;
    }

    /// <summary>Makes room for so many records more.</summary>
    public void Reserve(int more)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)(count + more));
        length = count + more > MostIn(length) ? length * 2 : length;
        if (length > places.Length)
        {
            Grow(length);
        }
    }

    /// <summary>A record is forgotten. Those behind it move up, for none may be cut off from the place that its hash says; so those of one id stay in their order.</summary>
    public void Remove(int hash, int handle, bool isLabel)
    {
        var gap = HomeOf(hash);
        while ((int)places[gap] != Marked(handle, isLabel))
        {
            gap = Behind(gap);
        }

        for (var at = Behind(gap); places[at] != 0; at = Behind(at))
        {
            var (fromHome, fromGap) = ((at - HomeOf((int)(places[at] >> 32))) & (places.Length - 1), (at - gap) & (places.Length - 1));
            if (fromHome >= fromGap)
            {
                (places[gap], gap) = (places[at], at);
            }
        }

        places[gap] = 0;
        count--;
    }

    // Fuller than that, runs of taken places become long: two of them are of one hash more often than not.
    private static int MostIn(int length) => length / 8 * 5;

    private static int Marked(int handle, bool isLabel) => isLabel ? handle | LabelMark : handle;

    // Written at once: a page that is read before it is first written costs two faults.
    private static long[] NewTable(int length)
    {
        var table = GC.AllocateUninitializedArray<long>(length);
        Array.Clear(table);
        return table;
    }

    private int Behind(int at) => (at + 1) & (places.Length - 1);

    private void Enter(int hash, int marked)
    {
        var at = HomeOf(hash);
        while (places[at] != 0)
        {
            at = Behind(at);
        }

        places[at] = ((long)hash << 32) | (uint)marked;
    }

    // From the table alone, which lies in a row. It begins behind a free place, where no run is cut through: so those of one id stay in their order.
    private void Grow(int length)
    {
        var (old, free) = (places, Array.IndexOf(places, 0L));
        places = NewTable(length);
        for (var behind = 1; behind < old.Length; behind++)
        {
            var place = old[(free + behind) & (old.Length - 1)];
            if (place != 0)
            {
                Enter((int)(place >> 32), (int)place);
            }
        }
    }
}
