using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using XentStream.Encodings.Selection;
using XentStream.Output;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Commands;

/// <summary>Reads, evaluates and prints payload files, for one thread.</summary>
/// <param name="contractOf">The contract of a model.</param>
/// <param name="withRows">Whether the loss of each row is printed.</param>
internal sealed class FileScorer(Func<string, Contract?> contractOf, bool withRows)
{
    private readonly PayloadReader reader = new();
    private readonly List<double>? losses = withRows ? [] : null;
    private BatchEvaluator? evaluator;

    /// <summary>The headers of the records around the payloads.</summary>
    public ImmutableArray<(string Name, byte[]? Value)> Headers { get; init; } = [];

    /// <summary>The encoding where no header names it.</summary>
    public PayloadEncoding? Declared { get; init; }

    /// <summary>Whether JSON is printed.</summary>
    public bool AsJson { get; init; }

    /// <summary>Scores files on all processors.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="create">Makes what a thread works with.</param>
    /// <returns>What became of them, in the order of their names: of a file it is the same whoever reads it.</returns>
    public static IEnumerable<ScoredFile> ScoreAll(string[] files, Func<FileScorer> create)
    {
        if (files.Length == 1)
        {
            return files.Select(create().Score);
        }

        var scorers = new ThreadLocal<FileScorer>(create);
        return Partitioner.Create(files, loadBalance: true)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(files.Length, Environment.ProcessorCount))
            .Select(file => scorers.Value!.Score(file));
    }

    /// <summary>Scores a file.</summary>
    public ScoredFile Score(string file)
    {
        var (read, obstacle) = reader.Read(file);
        if (read is not { } payload)
        {
            return new ScoredFile(file, Status: null, obstacle!);
        }

        evaluator ??= new BatchEvaluator(contractOf, TimeProvider.System, losses);
        var evaluation = evaluator.Evaluate(payload.Span, isMissing: false, RecordHeaders.Of(Headers.AsSpan()), Declared);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new ScorePrinter(text, AsJson, losses).Print(file, evaluation);
        return new ScoredFile(file, evaluation.Status, text.ToString());
    }
}
