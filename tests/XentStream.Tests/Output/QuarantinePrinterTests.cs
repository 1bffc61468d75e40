using XentStream.Output;
using XentStream.Pipeline.Quarantine;

namespace XentStream.Tests.Output;

public sealed class QuarantinePrinterTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Print_GroupsWithForeignText_QuotesIt()
    {
        var output = new StringWriter();

        new QuarantinePrinter(output, asJson: false).Print([new HeldGroup("co\nde", "model\u001b[2K\r", 2, 10, Time, Time, 0, "topic\n[0] offset 1", new string('w', 500) + "\u001b[1A")]);

        Assert.Equal(
            $"co\uFFFDde: 2 records of model\uFFFD[2K\uFFFD, 2026-11-23 10:00:00Z to 2026-11-23 10:00:00Z\n  such as topic\uFFFD[0] offset 1: {new string('w', 500)}\uFFFD[1A\n",
            output.ToString());
    }
}
