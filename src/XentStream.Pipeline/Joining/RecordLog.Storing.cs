using System.Numerics;
using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <content>How it is stored: segments as they lie in memory, in the same places, for labels and predictions name each other by these.</content>
internal sealed partial class RecordLog
{
    /// <summary>Writes all records.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write<long>([slots.Count, order.Count, indexed]);
        foreach (var slot in order)
        {
            writer.Write(slot);
            slots[slot]!.Save(writer);
        }
    }

    /// <summary>Reads them into a log that is empty.</summary>
    public void Load(StateReader reader)
    {
        slots.AddRange(new LogSegment?[reader.ReadInt()]);
        var segments = reader.ReadLong();
        indexed = reader.ReadInt();
        for (; segments > 0; segments--)
        {
            var slot = reader.ReadInt();
            slots[slot] = new LogSegment(FirstIndexOf(slot), room: 0);
            slots[slot]!.Load(reader);
            order.Add(slot);
        }

        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot] is null)
            {
                free.Push(slot);
            }
        }

        HashAgain();
        buckets = new int[Math.Max(buckets.Length, (int)BitOperations.RoundUpToPowerOf2((uint)indexed))];
        LinkAll();
    }

    private void HashAgain()
    {
        foreach (var slot in order)
        {
            var segment = slots[slot]!;
            for (var i = segment.FirstIndex; i < segment.Count; i++)
            {
                segment[i].Hash = HashOf(IdOf((slot * LogSegment.Capacity) + i));
            }
        }
    }
}
