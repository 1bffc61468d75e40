namespace XentStream.Benchmarks.Report;

/// <summary>A way to come from data to a number.</summary>
internal sealed record Candidate<TData>(string Name, Func<TData, double> Run);
