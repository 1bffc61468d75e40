using System.Diagnostics;
using System.Globalization;
using XentStream.Fuzz;

// XentStream.Fuzz TARGET|all [--inputs N] [--seed SEED]
var inputs = long.Parse(Option("--inputs") ?? "1000000", CultureInfo.InvariantCulture);
var targets = FuzzTarget.All.Where(target => args is [var name, ..] && (name == "all" || name == target.Name)).ToList();
if (targets.Count == 0)
{
    Console.Error.WriteLine($"Name a target: all, {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}.");
    return 2;
}

foreach (var target in targets)
{
    var start = Stopwatch.GetTimestamp();
    target.Run(inputs, Option("--seed"));
    Console.WriteLine($"{target.Name}: {inputs} inputs, no failure, {Stopwatch.GetElapsedTime(start):mm\\:ss}");
}

return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : null;
