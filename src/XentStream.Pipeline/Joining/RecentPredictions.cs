using System.Runtime.InteropServices;
using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// The rows that were predicted lately, minute by minute of their own time, and at how many of them a label stands. The thread of the join counts, and anybody may read what is committed.
/// </summary>
internal sealed class RecentPredictions
{
    /// <summary>How far it goes back.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private const long Minute = 60_000;

    // A producer whose clock is a little ahead does not shorten the hour.
    private const long Kept = (60 + 15) * Minute;

    private readonly Lock gate = new();
    private readonly Dictionary<(JoinedStream Stream, long Minute), PredictedRows> committed = [];
    private readonly Dictionary<(JoinedStream Stream, long Minute), PredictedRows> pending = [];
    private (JoinedStream Stream, long Minute) last;
    private PredictedRows lastRows;
    private long known;
    private long forgotten;

    /// <summary>Counts rows of a prediction. Those that do not stand wait for no label.</summary>
    public void Count(JoinedStream stream, long time, PredictionOutcome outcome, long rows)
    {
        var isLabelled = outcome is PredictionOutcome.Scored or PredictionOutcome.Ignored;
        if (isLabelled || outcome is PredictionOutcome.Expired or PredictionOutcome.Waiting)
        {
            // Records come in the order of their times, more or less.
            var minute = time / Minute;
            if (last.Stream != stream || last.Minute != minute)
            {
                EnterLast();
                last = (stream, minute);
            }

            lastRows = new PredictedRows(lastRows.Rows + rows, lastRows.Labelled + (isLabelled ? rows : 0));
        }
    }

    /// <summary>What is before a time is not wholly known: the hour begins behind it.</summary>
    public void KnowFrom(long time) => known = time <= 0 ? 0 : (time / Minute) + 1;

    /// <summary>What was counted is committed.</summary>
    /// <param name="time">The time of the partition.</param>
    public void Commit(long time)
    {
        EnterLast();
        var least = Math.Max(known, (time - Kept) / Minute);
        lock (gate)
        {
            foreach (var (key, rows) in pending.Where(one => one.Key.Minute >= least))
            {
                Add(committed, key, rows);
            }

            // Once a minute.
            foreach (var old in least > forgotten ? committed.Keys.Where(key => key.Minute < least).ToList() : [])
            {
                committed.Remove(old);
            }
        }

        forgotten = least;
        pending.Clear();
    }

    /// <summary>The rows of each stream in the hour before a moment.</summary>
    public List<(JoinedStream Stream, PredictedRows Rows)> ReadHourBefore(DateTimeOffset now)
    {
        var minute = now.ToUnixTimeMilliseconds() / Minute;
        var hour = new Dictionary<(JoinedStream, long), PredictedRows>();
        lock (gate)
        {
            foreach (var ((stream, at), rows) in committed)
            {
                if (at <= minute && at > minute - (long)Span.TotalMinutes)
                {
                    Add(hour, (stream, 0), rows);
                }
            }
        }

        return [.. hour.Select(stream => (stream.Key.Item1, stream.Value))];
    }

    /// <summary>Writes what is committed, which is all.</summary>
    public void Save(StateWriter writer)
    {
        lock (gate)
        {
            writer.Write<long>([known, forgotten, committed.Count]);
            foreach (var ((stream, minute), rows) in committed)
            {
                writer.Write(stream.Model);
                writer.Write(stream.Version);
                writer.Write<long>([minute, rows.Rows, rows.Labelled]);
            }
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="streamOf">A model and version.</param>
    public void Load(StateReader reader, Func<string, string, JoinedStream> streamOf)
    {
        lock (gate)
        {
            (known, forgotten) = (reader.ReadLong(), reader.ReadLong());
            for (var count = reader.ReadLong(); count > 0; count--)
            {
                var stream = streamOf(reader.ReadText(), reader.ReadText());
                committed[(stream, reader.ReadLong())] = new PredictedRows(reader.ReadLong(), reader.ReadLong());
            }
        }
    }

    private void EnterLast()
    {
        if (last.Stream is not null)
        {
            Add(pending, last, lastRows);
        }

        (last, lastRows) = (default, default);
    }

    private static void Add(Dictionary<(JoinedStream, long), PredictedRows> book, (JoinedStream, long) key, PredictedRows rows)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(book, key, out _);
        sum = new PredictedRows(sum.Rows + rows.Rows, sum.Labelled + rows.Labelled);
    }
}
