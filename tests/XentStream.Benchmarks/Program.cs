using BenchmarkDotNet.Running;
using XentStream.Benchmarks.Diagnosis;
using XentStream.Benchmarks.Encodings;
using XentStream.Benchmarks.Joining;
using XentStream.Benchmarks.Pipeline;
using XentStream.Benchmarks.Replay;
using XentStream.Benchmarks.Report;

if (args is ["report", "encodings"])
{
    DecodingReport.Run(Console.Out);
    return;
}

if (args is ["report", "replay", var broker, .. var megabytes])
{
    await ReplayReport.RunAsync(Console.Out, broker, megabytes is [var size] ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : 256);
    return;
}

if (args is ["report", "files", .. var fileMegabytes])
{
    FilesReport.Run(Console.Out, fileMegabytes is [var size] ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : 64);
    return;
}

if (args is ["report", "pipeline", var cluster, .. var sizes])
{
    await PipelineReport.RunAsync(Console.Out, cluster, sizes is [var size] ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : 2048);
    return;
}

if (args is ["report", "join", var server, .. var waiting])
{
    await JoinReport.RunAsync(Console.Out, server, waiting is [var rows] ? int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
    return;
}

if (args is ["report", "diagnosis", .. var parts])
{
    DiagnosisReport.Run(Console.Out, parts);
    return;
}

if (args is ["report", .. var rest])
{
    SpeedReport.Run(Console.Out, [.. rest.Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SpeedReport).Assembly).Run(args);
