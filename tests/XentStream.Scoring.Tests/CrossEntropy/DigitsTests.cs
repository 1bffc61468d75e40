using System.Text.Json;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class DigitsTests
{
    [Theory]
    [InlineData("digits-v1")]
    [InlineData("digits-v2")]
    [InlineData("digits-v3")]
    public void Score_RealClassifier_GivesTheFiguresOfTheReferenceLibraries(string model)
    {
        var expected = ReadExpected(model);

        var totals = SafetensorsFile.Read($"digits/{model}.safetensors").Score(new Contract { Classes = 10, TopK = [1, 2, 3] });

        Assert.Equal(expected("rows"), totals.Scored);
        Relative.Equal(expected("cross_entropy_nats"), totals.WeightedMean, 1e-8);
        Relative.Equal(expected("log_loss_sklearn"), totals.RowMean, 1e-8);
        Relative.Equal(expected("brier"), totals.MeanBrier, 1e-8);
        Relative.Equal(expected("entropy_nats"), totals.MeanEntropy, 1e-8);
        Relative.Equal(expected("mean_confidence"), totals.MeanConfidence, 1e-8);
        Assert.Equal(expected("accuracy"), totals.Accuracy);
        Assert.Equal(expected("top2_accuracy"), totals.TopK[1].Accuracy);
        Assert.Equal(expected("top3_accuracy"), totals.TopK[2].Accuracy);

        // The reference sums its bins in float32.
        Assert.Equal(expected("ece_15_equal_width"), totals.CalibrationError!.Value, 1e-6);
    }

    private static Func<string, double> ReadExpected(string model)
    {
        var json = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "digits", "expected.json"));
        var figures = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(json)![model];
        return name => figures[name];
    }
}
