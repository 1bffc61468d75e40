using System.Globalization;
using XentStream.Faults;
using XentStream.Faults.Planning;
using XentStream.Faults.Planted;

// XentStream.Faults [--faults N] [--records N] [--seed N] [--nodes 1|3] [--join [--state]] [--spare-brokers | --only KIND,KIND]
// XentStream.Faults --worker BUG --dies-at N --config FILE
if (Option("--worker") is { } bug)
{
    await PlantedWorker.RunAsync(Enum.Parse<PlantedBug>(bug), int.Parse(Option("--dies-at")!, CultureInfo.InvariantCulture), Option("--config")!);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // Containers and workers are ended in order.
    pressed.Cancel = true;
    stop.Cancel();
};
var defaults = new FaultRunOptions();
var options = defaults with
{
    Seed = (int)Number("--seed", defaults.Seed),
    Faults = (int)Number("--faults", defaults.Faults),
    Records = Number("--records", defaults.Records),
    Nodes = (int)Number("--nodes", defaults.Nodes),
    Kinds = Option("--only") is { } names ? [.. names.Split(',').Select(Enum.Parse<FaultKind>)]
        : args.Contains("--spare-brokers") ? [.. defaults.Kinds.Where(kind => !kind.StrikesBroker())]
        : defaults.Kinds,
    IsJoined = args.Contains("--join"),
    IsStored = args.Contains("--join") && args.Contains("--state"),
    Partitions = args.Contains("--join") ? 4 : defaults.Partitions,
};
var outcome = await new FaultRun(options, new RunLog(Console.WriteLine)).RunAsync(stop.Token);
foreach (var violation in outcome.Violations)
{
    Console.WriteLine(violation);
}

Console.WriteLine($"seed {options.Seed}: {outcome}");
return outcome.Violations.Count == 0 ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : null;

long Number(string name, long otherwise) => Option(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
