using System.Collections.Immutable;
using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class RemainingOffencesTests
{
    private const int Classes = 5;

    // Only the first block is scored row by row; each row by itself is the first.
    [Fact]
    public void Rows_ThatAreNoProbabilities_AreAsManyAsRowByRow() => Gen.Select(Gen.Int[300, 900], Gen.Int[1, 60], Gen.Int).Sample((rows, share, seed) =>
    {
        var random = new Random(seed);
        var scores = Enumerable.Range(0, rows * Classes).Select(_ => random.Next(Classes * share) == 0 ? PickFault(random) : 1f / Classes).ToArray();
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(Classes)).ToArray();
        var contract = new Contract { Scores = ScoreKind.Probabilities, IgnoreIndex = 3 };

        var (count, first) = CountOneByOne(rows, FaultCode.LogitsAsProbabilities, row => Diagnose(scores.AsSpan(row * Classes, Classes), [1, Classes], labels.AsSpan(row, 1), [1], contract));

        var fault = Diagnose(scores, [rows, Classes], labels, [rows], contract).SingleOrDefault(one => one.Code == FaultCode.LogitsAsProbabilities);
        Assert.StartsWith(count == 0 ? "" : $"{count} of {rows} rows are no probabilities; the first is row {first} ", fault?.Wrong ?? "", StringComparison.Ordinal);
        Assert.Equal(count == 0, fault is null);
    }, iter: 200);

    [Fact]
    public void LabelsOfASigmoid_ThatAreNotBinary_AreAsManyAsRowByRow() => Gen.Select(Gen.Int[300, 900], Gen.Int[1, 60], Gen.Int).Sample((rows, share, seed) =>
    {
        var random = new Random(seed);
        var scores = Enumerable.Range(0, rows).Select(_ => random.NextSingle()).ToArray();
        var labels = Enumerable.Range(0, rows).Select(_ => random.Next(share) == 0 ? random.NextInt64(-2, 4) : random.NextInt64(2)).ToArray();
        var contract = new Contract { Link = Link.Sigmoid, Scores = ScoreKind.Probabilities, IgnoreIndex = -1 };

        var (count, first) = CountOneByOne(rows, FaultCode.BinaryLabelsNot01, row => Diagnose(scores.AsSpan(row, 1), [1], labels.AsSpan(row, 1), [1], contract));

        var fault = Diagnose(scores, [rows], labels, [rows], contract).SingleOrDefault(one => one.Code == FaultCode.BinaryLabelsNot01);
        Assert.Equal(count == 0, fault is null);
        Assert.StartsWith(count == 0 ? "" : $"{count} of ", fault?.Wrong ?? "", StringComparison.Ordinal);
        Assert.EndsWith(count == 0 ? "" : $" in row {first}.", fault?.Wrong ?? "", StringComparison.Ordinal);
    }, iter: 200);

    private static float PickFault(Random random) => random.Next(5) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => -0.01f, 3 => 0.21f, _ => 0.2005f };

    private static (int Count, int First) CountOneByOne(int rows, FaultCode code, Func<int, ImmutableArray<Fault>> diagnose)
    {
        var found = Enumerable.Range(0, rows).Where(row => diagnose(row).Any(fault => fault.Code == code)).ToList();
        return (found.Count, found.FirstOrDefault());
    }

    private static ImmutableArray<Fault> Diagnose(ReadOnlySpan<float> scores, ReadOnlySpan<long> shape, ReadOnlySpan<long> labels, ReadOnlySpan<long> labelsShape, Contract contract)
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(shape), scores.ToArray()), OwnedTensor.I64(TensorShape.Of(labelsShape), labels.ToArray()));
        return new BatchScorer().Score(batch.View, contract);
    }
}
