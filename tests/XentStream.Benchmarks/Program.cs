using BenchmarkDotNet.Running;
using XentStream.Benchmarks.Diagnosis;
using XentStream.Benchmarks.Encodings;
using XentStream.Benchmarks.Report;

if (args is ["report", "encodings"])
{
    DecodingReport.Run(Console.Out);
    return;
}

if (args is ["report", "diagnosis"])
{
    DiagnosisReport.Run(Console.Out);
    return;
}

if (args is ["report", .. var rest])
{
    SpeedReport.Run(Console.Out, [.. rest.Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
