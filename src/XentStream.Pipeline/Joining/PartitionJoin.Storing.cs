using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <content>How it is stored.</content>
internal sealed partial class PartitionJoin
{
    /// <summary>The models in it, by whose contracts it was made; the empty name stands for labels of any.</summary>
    public IEnumerable<string> Models => streams.All.Select(stream => stream.Model).Append("").Distinct();

    /// <summary>Writes all that it knows. All of it is committed, and what cannot matter any more is forgotten.</summary>
    public void Save(StateWriter writer)
    {
        streams.Save(writer);
        clockOfPredictions.Save(writer);
        clockOfLabels.Save(writer);
        Save(writer, heldPredictions);
        Save(writer, heldLabels);
        predictions.Save(writer);
        labels.Save(writer);
        Recent.Save(writer);
    }

    /// <summary>Reads it into a join that knows nothing.</summary>
    public void Load(StateReader reader)
    {
        streams.Load(reader);
        clockOfPredictions.Load(reader);
        clockOfLabels.Load(reader);
        Load(reader, heldPredictions);
        Load(reader, heldLabels);
        predictions.Load(reader);
        labels.Load(reader);
        Recent.Load(reader, (model, version) => streams[streams.Find(model, version)]);
    }

    private static void Save(StateWriter writer, Queue<HeldRecord> held)
    {
        writer.Write(held.Count);
        foreach (var (handle, time, rows, stream) in held)
        {
            writer.Write<long>([handle, time, rows, stream]);
        }
    }

    private static void Load(StateReader reader, Queue<HeldRecord> held)
    {
        for (var count = reader.ReadLong(); count > 0; count--)
        {
            held.Enqueue(new HeldRecord(reader.ReadInt(), reader.ReadLong(), reader.ReadInt(), reader.ReadInt()));
        }
    }
}
