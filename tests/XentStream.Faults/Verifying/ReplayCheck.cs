using XentStream.Comparing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Faults.Verifying;

/// <summary>Replays what the workers have committed and compares it with their results: equal to the bit, window by window, whatever happened to them.</summary>
internal static class ReplayCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Checks.</summary>
    /// <returns>How many windows are equal; where one is not, that is a violation.</returns>
    public static async Task<long> CheckAsync(WorkerSettings settings, Violations violations, CancellationToken stop)
    {
        var scope = new ReplayScope(settings.Topics.Input) { OnlyCommitted = true };
        using var replay = new TopicReplay(settings, scope, new ReplayOptions { Patience = Patience }, TimeProvider.System);
        var result = await replay.RunAsync(stop);
        if (result.Refusal is { } refusal)
        {
            violations.Add("replay", $"{refusal.Sentence}");
            return 0;
        }

        var mine = ComparedSide.Of(ReportSummary.Of(settings, scope, result, TimeProvider.System.GetUtcNow()), "replay");
        var (results, obstacle) = ComparedSide.OfResults(settings, mine, Patience);
        if (results is null)
        {
            violations.Add("replay", $"{obstacle!.Sentence}");
            return 0;
        }

        using (results)
        {
            var comparison = Comparison.Of(mine, results).Comparison!;
            foreach (var difference in comparison.Differences)
            {
                violations.Add("replay", $"{difference.Key} is {difference.A} replayed and {difference.B} live: {string.Join(", ", difference.Causes)}.");
            }

            return comparison.Equal;
        }
    }
}
