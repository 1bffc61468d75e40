using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class TorchTests
{
    // The references were computed in 80-bit floats and rounded at the end.
    private const double Tolerance = 1e-12;

    private static readonly TorchCase[] Cases =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "torch", "cases.jsonl")).Select(TorchCase.Parse)];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Score_ReferenceCase_GivesTheSumAndTheMeansOfPyTorch(string id)
    {
        var expected = Cases.Single(one => one.Id == id);

        var totals = SafetensorsFile.Read($"torch/{id}.safetensors").Score(expected.Contract);

        Assert.Equal((expected.Scored, expected.Ignored, 0L), (totals.Scored, totals.Ignored, totals.Infinite));
        Assert.Equal(expected.Weight, totals.Weight.ToDouble());
        Relative.Equal(expected.Sum, totals.Loss.ToDouble(), Tolerance);
        Relative.Equal(expected.Mean, totals.WeightedMean, Tolerance);
        Relative.Equal(expected.RowMean, totals.RowMean, Tolerance);
    }
}
