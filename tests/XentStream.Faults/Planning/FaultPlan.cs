namespace XentStream.Faults.Planning;

/// <summary>Which faults are struck when, drawn from a seed.</summary>
internal static class FaultPlan
{
    // A plan that takes long anyway has faults that outlast sessions and transactions by far.
    private const int LongPlan = 50;
    private const int LongEvery = 10;

    /// <summary>Draws a plan. Kinds come as cards from decks, so that all of them come, in an order of the seed.</summary>
    public static IReadOnlyList<PlannedFault> Draw(FaultRunOptions options)
    {
        var random = new Random(options.Seed);
        var gap = GapOf(options);
        return [.. Deal(random, options.Kinds).Take(options.Faults).Select((kind, i) =>
        {
            var at = (gap * (i + 1)) + random.NextInt64(gap / 2);
            var fault = new PlannedFault(i + 1, kind, at, Victim: 0, TimeSpan.Zero);
            return fault with { Victim = random.Next(fault.StrikesBroker ? options.Nodes : options.Workers), Lasts = DrawDuration(random, kind, options.Faults >= LongPlan) };
        })];
    }

    /// <summary>The records from one fault to the next, about.</summary>
    public static long GapOf(FaultRunOptions options) => Math.Max(options.Records / (options.Faults + 2), 2);

    private static IEnumerable<FaultKind> Deal(Random random, IEnumerable<FaultKind> kinds)
    {
        while (true)
        {
            FaultKind[] deck = [.. kinds];
            random.Shuffle(deck);
            foreach (var kind in deck)
            {
                yield return kind;
            }
        }
    }

    private static TimeSpan DrawDuration(Random random, FaultKind kind, bool canBeLong)
    {
        // The session of a worker ends after 6 s, a transaction after 15 s.
        var (least, most) = kind switch
        {
            FaultKind.WorkerFrozen => (1.0, 9.0),
            FaultKind.BrokerKilled => (0.0, 2.0),
            FaultKind.BrokerPaused => (1.0, 6.0),
            FaultKind.BrokerDiskSlow => (2.0, 9.0),
            FaultKind.LinkCut => (0.0, 8.0),
            FaultKind.LinkDelayed => (1.0, 4.0),
            FaultKind.LinkStalled => (1.0, 9.0),
            _ => (0.0, 0.0),
        };
        var seconds = least + (random.NextDouble() * (most - least));
        var isLong = random.Next(LongEvery) == 0 && canBeLong && (kind is FaultKind.WorkerFrozen or FaultKind.BrokerPaused or FaultKind.BrokerDiskSlow or FaultKind.LinkStalled);
        return TimeSpan.FromSeconds(isLong ? 16 + seconds : seconds);
    }
}
