using BenchmarkDotNet.Attributes;

namespace XentStream.Benchmarks.Encodings;

/// <summary>From the bytes of a record to its tensors, beside the parsers that one takes first.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    /// <summary>The names of all candidates.</summary>
    public static IEnumerable<string> Candidates => DecodingCandidates.All.Select(candidate => $"{candidate.Encoding}: {candidate.Name}");

    /// <summary>The candidate.</summary>
    [ParamsSource(nameof(Candidates))]
    public string Candidate { get; set; } = "";

    private Func<long> run = () => 0;

    /// <summary>Finds the candidate.</summary>
    [GlobalSetup]
    public void Find() => run = DecodingCandidates.All.First(candidate => $"{candidate.Encoding}: {candidate.Name}" == Candidate).Run;

    /// <summary>Decodes the record.</summary>
    [Benchmark]
    public long Decode() => run();
}
