using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Tests.Joining;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>What two topics have to come to, by the definition, and what the results come to.</summary>
internal static class JoinedLedgers
{
    public static JoinLedger Expected(List<JoinedInput> inputs, JoinSettings join)
    {
        var sum = new JoinLedger((long)JoinedSettings.Window.TotalMilliseconds);
        foreach (var input in inputs)
        {
            // The first label stands: a withdrawal is rejected.
            PlainLabel[] labels = [.. input.Labels.Select(label => label.Values is null && join.Corrections == Corrections.First ? label with { IsRejected = true } : label)];
            sum.Add(new JoinDefinition([.. input.Predictions], labels, join, (long)JoinedSettings.Window.TotalMilliseconds).Ledger);
        }

        return sum;
    }

    public static JoinLedger Actual(List<JoinedDelta> deltas)
    {
        var sum = new JoinLedger((long)JoinedSettings.Window.TotalMilliseconds);
        foreach (var delta in deltas)
        {
            var entry = sum.Of(delta.Version, delta.Window.ToUnixTimeMilliseconds());
            entry.Counts.Add(delta.Counts);
            entry.Totals.Add(delta.Totals);
        }

        return sum;
    }
}
