using System.Runtime.InteropServices;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class TorchTests
{
    // The references were computed in 80-bit floats and rounded at the end. F64 scores are computed in F64; of the others the terms are F32, and two units in the
    // last place of an F32 are allowed.
    private const double DoubleTolerance = 1e-12;
    private const double SingleTolerance = 2 * 1.2e-7;

    private static readonly TorchCase[] Cases =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "torch", "cases.jsonl")).Select(TorchCase.Parse)];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.Id)];

    private static readonly Func<string, OwnedTensor> Expected = SafetensorsFile.Open("torch/expected.safetensors");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Score_ReferenceCase_GivesTheLossOfEachRow(string id)
    {
        var expected = MemoryMarshal.Cast<byte, double>(Expected(id).Bytes).ToArray();

        var losses = SafetensorsFile.Read($"torch/{id}.safetensors").ScoreRows(Cases.Single(one => one.Id == id).Contract);

        Assert.Equal(expected.Length, losses.Count);
        Assert.All(losses.Zip(expected), loss => AssertSame(double.IsNaN(loss.Second) ? null : loss.Second, double.IsNaN(loss.First) ? null : loss.First, ToleranceOf(id)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Score_ReferenceCase_GivesTheSumAndTheMeansOfPyTorch(string id)
    {
        var expected = Cases.Single(one => one.Id == id);

        var totals = SafetensorsFile.Read($"torch/{id}.safetensors").ScoreWithWarnings(expected.Contract);

        Assert.Equal((expected.Scored, expected.Ignored, 0L), (totals.Scored, totals.Ignored, totals.Infinite));
        Assert.Equal(expected.Weight, totals.Weight.ToDouble());
        Relative.Equal(expected.Sum, totals.Loss.ToDouble(), ToleranceOf(id));
        AssertSame(expected.Mean, totals.WeightedMean, ToleranceOf(id));
        AssertSame(expected.RowMean, totals.RowMean, ToleranceOf(id));
    }

    // A mean that does not exist is none. The references of the sigmoid lose digits of tiny losses: in PyTorch's formula two terms of some 40 cancel.
    private static void AssertSame(double? expected, double? actual, double tolerance)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.InRange(Math.Abs((expected - actual) ?? 0), 0, (tolerance * Math.Abs(expected ?? 0)) + 1e-17);
    }

    private static double ToleranceOf(string id) => id.Contains("f64", StringComparison.Ordinal) ? DoubleTolerance : SingleTolerance;
}
