using System.Globalization;
using CsCheck;
using XentStream.Pipeline.Sampling;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class LabelValuesTests
{
    [Fact]
    public void Counts_OfTheOutermostValues_AreExactHoweverManyThereAre() => Gen.Int[-30_000, 30_000].Select(value => value / 3.0 < 0 ? value / 3 : value).Array[1, 200].Sample(some =>
    {
        // Enough distinct values first that the others are no longer counted one by one.
        var all = Enumerable.Range(0, LabelValues.MaxDistinct + 1).Concat(some).ToList();
        var values = new LabelValues();
        all.ForEach(value => values.Add(value));
        var distinct = all.Distinct().Order().ToList();

        Assert.Equal((distinct[0], distinct[^1]), ((int)values.Range.Min, (int)values.Range.Max));
        Assert.Equal((distinct[1], distinct[^2]), ((int)values.SecondSmallest, (int)values.SecondLargest));
        Assert.All([distinct[0], distinct[1], distinct[^2], distinct[^1]], value => Assert.Equal(all.Count(other => other == value), values.CountOf(value)));
        Assert.Equal((LabelValues.MaxDistinct, true), (values.Distinct, values.HasMore));
    });

    [Fact]
    public void Values_WithAFraction_AreCounted()
    {
        var values = new LabelValues();
        foreach (var value in new[] { 1, 0.5, double.NaN, 2 })
        {
            values.Add(value);
        }

        Assert.Equal((2L, 1L, 1.0, 0.5), (values.Fractions, values.Range.NonFinite, values.CountOf(1), values.Range.Min));
    }

    [Theory]
    [InlineData(5, 255L, "0 1 4 255 255")]
    [InlineData(5, -1L, "0 1 4 -1 -1")]
    [InlineData(5, -7L, "0 -7 -7")]
    [InlineData(5, 5L, "0 1 5 5")]
    [InlineData(5, null, "0 1 4")]
    [InlineData(5, null, "1 2 5 5")]
    [InlineData(5, null, "-1 1 -1")]
    [InlineData(2, null, "0 255 255")]
    [InlineData(5, null, "0 255")]
    [InlineData(5, null, "255 255")]
    [InlineData(5, null, "0 -1 -1 255 255")]
    [InlineData(5, null, "0 0.5 255 255")]
    public void IgnoreValue_OfLabels_IsTheOneThatIsNoClass(long classes, long? expected, string labels)
    {
        var values = new LabelValues();
        foreach (var label in labels.Split(' '))
        {
            values.Add(double.Parse(label, CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, IgnoreSuggestion.Find(values, classes));
    }
}
