using System.Text;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Replay;

/// <summary>What the records of a model, version and window come to.</summary>
/// <param name="Key">Model, version and window.</param>
/// <param name="Figures">What they come to.</param>
public readonly record struct ReplayedWindow(DeltaKey Key, WindowFigures Figures)
{
    /// <summary>Writes it so that it reads back to the bit.</summary>
    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Key.Model);
        writer.Write(Key.Version);
        writer.Write(Key.WindowStart.UtcTicks);
        writer.Write(Figures.Scored);
        writer.Write(Figures.Warned - Sum(Figures.WarnedByCode));
        writer.Write(Figures.Rejected - Sum(Figures.RejectedByCode));
        WriteCounts(writer, Figures.WarnedByCode);
        WriteCounts(writer, Figures.RejectedByCode);
        WriteCounts(writer, Figures.RejectedLabelsByCode);
        WriteBooks(writer, Figures.Join);
        writer.Write(Figures.IsDifference);
        writer.Write(Figures.Totals.ToCanonicalBytes());
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="InvalidDataException">The bytes were written by something else.</exception>
    internal static ReplayedWindow Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var key = new DeltaKey(reader.ReadString(), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
        var figures = new WindowFigures();
        figures.Count(scored: reader.ReadInt64(), warned: reader.ReadInt64(), rejected: reader.ReadInt64());
        ReadCounts(reader, figures.Warn);
        ReadCounts(reader, figures.Reject);
        ReadCounts(reader, figures.RejectLabels);
        ReadBooks(reader, figures.Join);
        figures.IsDifference = reader.ReadBoolean();
        if (!Totals.TryParse(bytes.AsSpan((int)reader.BaseStream.Position), out var totals))
        {
            throw new InvalidDataException($"The totals of {key} cannot be read.");
        }

        figures.Totals.Add(totals);
        return new ReplayedWindow(key, figures);
    }

    // Deltas have no codes.
    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }

    // By name: the numbers of the codes belong to a build.
    private static void WriteCounts(BinaryWriter writer, ReadOnlySpan<long> counts)
    {
        writer.Write(counts.Length - counts.Count(0L));
        foreach (var (code, count) in counts.ToArray().Index())
        {
            if (count > 0)
            {
                writer.Write(((FaultCode)code).Name);
                writer.Write(count);
            }
        }
    }

    // Batches that carry their labels have none.
    private static void WriteBooks(BinaryWriter writer, JoinCounts join)
    {
        writer.Write(!join.IsZero);
        foreach (var rows in join.IsZero ? [] : (long[])[.. join.Predictions, .. join.Labels, .. join.Matches])
        {
            writer.Write(rows);
        }
    }

    private static void ReadBooks(BinaryReader reader, JoinCounts join)
    {
        if (reader.ReadBoolean())
        {
            Enum.GetValues<PredictionOutcome>().ToList().ForEach(outcome => join.Add(outcome, reader.ReadInt64()));
            Enum.GetValues<LabelOutcome>().ToList().ForEach(outcome => join.Add(outcome, reader.ReadInt64()));
            Enum.GetValues<MatchOutcome>().ToList().ForEach(outcome => join.Add(outcome, reader.ReadInt64()));
        }
    }

    private static void ReadCounts(BinaryReader reader, Action<FaultCode, long> count)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            count(FaultCodes.All.First(code => code.Name == name), reader.ReadInt64());
        }
    }
}
