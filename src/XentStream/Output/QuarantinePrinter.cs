using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Pipeline.Quarantine;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Prints what is in quarantine and what a retry made of it, for people or as JSON. The field names are public interface.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether as JSON.</param>
internal sealed class QuarantinePrinter(TextWriter output, bool asJson)
{
    // Anybody may write to the topic: a place is a topic's name of up to 249 characters, a partition and an offset; a detail is three sentences.
    private const int LongestPlace = 300;
    private const int LongestDetail = 2_000;

    /// <summary>Prints what is held: as JSON, a line for each group.</summary>
    public void Print(IReadOnlyList<HeldGroup> groups)
    {
        foreach (var group in groups)
        {
            if (asJson)
            {
                output.WriteLine(JsonSerializer.Serialize(group, JsonTypes.CamelCase.HeldGroup));
                continue;
            }

            var model = group.Model.Length == 0 ? "no model named" : Quote.Of(group.Model);
            output.WriteLine($"{Quote.Of(group.Code)}: {Records(group.Count)} of {model}, {group.First:yyyy-MM-dd HH:mm:ss}Z to {group.Last:yyyy-MM-dd HH:mm:ss}Z{(group.Attempts > 0 ? $", tried again {group.Attempts} times" : "")}");
            output.WriteLine($"  such as {Quote.Of(group.ExamplePlace, LongestPlace)}: {Quote.Of(group.ExampleDetail, LongestDetail)}");
        }

        if (groups.Count == 0 && !asJson)
        {
            output.WriteLine("Nothing is held.");
        }
    }

    /// <summary>Prints what became of the records.</summary>
    public void Print(RetryOutcome outcome, bool isDryRun)
    {
        if (asJson)
        {
            output.WriteLine(new JsonObject
            {
                ["dryRun"] = isDryRun,
                ["passed"] = outcome.Passed,
                ["rejected"] = new JsonObject(outcome.Rejected.Select(rejected => KeyValuePair.Create(rejected.Key, (JsonNode?)rejected.Value))),
                ["notSelected"] = outcome.NotSelected,
                ["pointers"] = outcome.Pointers,
            }.ToJsonString(JsonText.OnOneLine));
            return;
        }

        output.WriteLine(isDryRun ? $"{Records(outcome.Passed)} would now pass." : $"{Records(outcome.Passed)} now passed and went to the results.");
        foreach (var (code, count) in outcome.Rejected.OrderByDescending(rejected => rejected.Value))
        {
            output.WriteLine($"{Records(count)} still fail: {code}");
        }

        if (outcome.Pointers > 0)
        {
            output.WriteLine($"{Records(outcome.Pointers)} are held as pointers only, too large for the topic or damaged on a broker's disk: read them where they came from, as far as that can be.");
        }

        if (outcome.NotSelected > 0)
        {
            output.WriteLine($"{Records(outcome.NotSelected)} were not selected and stay.");
        }
    }

    private static string Records(long count) => count == 1 ? "1 record" : $"{count} records";
}
