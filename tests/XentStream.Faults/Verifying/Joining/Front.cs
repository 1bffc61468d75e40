namespace XentStream.Faults.Verifying.Joining;

/// <summary>What the timestamps of a partition come to: how many records are decided, which of them are disordered, and the time behind them.</summary>
/// <param name="Disordered">Whether each decided record is disordered.</param>
/// <param name="Time">The time behind them.</param>
internal sealed record Front(IReadOnlyList<bool> Disordered, long Time)
{
    private const int Witnesses = 3;
    private const long Never = long.MinValue / 4;

    /// <summary>Finds it: the time is the largest that three records in a row have reached, and a record counts that is not further from it than allowed.</summary>
    public static Front Of(IReadOnlyList<long> times, long disorder)
    {
        var time = new long[times.Count + 1];
        time[0] = Never;
        for (var end = 1; end <= times.Count; end++)
        {
            var reached = end < Witnesses ? Never : Math.Min(times[end - 1], Math.Min(times[end - 2], times[end - 3]));
            time[end] = Math.Max(time[end - 1], reached);
        }

        var disordered = new List<bool>();
        for (var i = 0; i < times.Count; i++)
        {
            var seen = Math.Min(i + Witnesses, times.Count);
            var (isBehind, isBorneOut) = (times[i] < time[i] - disorder, times[i] <= time[seen] + disorder);
            if (!isBehind && !isBorneOut && seen < i + Witnesses)
            {
                break;
            }

            disordered.Add(isBehind || !isBorneOut);
        }

        return new Front(disordered, time[disordered.Count]);
    }
}
