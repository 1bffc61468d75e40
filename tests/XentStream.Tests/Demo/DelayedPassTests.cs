using System.Text;
using XentStream.Demo;

namespace XentStream.Tests.Demo;

public sealed class DelayedPassTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Labels_OfAPass_ComeTwoToSixSecondsLateForAllRowsButOneInFifty()
    {
        var pass = new DelayedPass(0, Begin);
        var predicted = pass.Predictions.ToDictionary(prediction => prediction.Id, prediction => prediction.At);
        var first = pass.Labels.GroupBy(RowOf).Select(labels => labels.First()).ToList();

        Assert.Equal((899, 899 - 17), (pass.Rows, first.Count));
        Assert.All(first, label => Assert.InRange(label.At - predicted[label.Id], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)));
        Assert.Equal(pass.Labels.Select(label => label.At).Order(), pass.Labels.Select(label => label.At));
    }

    [Fact]
    public void Labels_OfOneRowInAHundred_ComeTwiceAndOnceDifferently()
    {
        var again = new DelayedPass(0, Begin).Labels.GroupBy(RowOf).Where(labels => labels.Count() > 1).ToList();

        Assert.Equal(9, again.Count);
        Assert.All(again, labels =>
        {
            var values = labels.Select(label => Encoding.UTF8.GetString(label.Value)).ToList();
            Assert.Equal(3, values.Count);
            Assert.Equal(values[0], values[1]);
            Assert.NotEqual(values[0], values[2]);
        });
    }

    [Fact]
    public void Passes_OneAfterTheOther_HaveNoIdInCommon() =>
        Assert.Empty(new DelayedPass(0, Begin).Predictions.Select(one => one.Id).Intersect(new DelayedPass(1, Begin).Predictions.Select(one => one.Id)));

    private static string RowOf(DelayedRecord label) => $"{label.Id}/{Encoding.UTF8.GetString(label.Value).Split("\"rows\"")[1]}";
}
