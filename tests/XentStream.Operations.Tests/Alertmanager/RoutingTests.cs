namespace XentStream.Operations.Tests.Alertmanager;

public sealed class RoutingTests
{
    private static readonly string Config = Path.Combine("ops", "alertmanager", "alertmanager.yml");

    [Fact]
    public async Task Example_IsOneThatAlertmanagerTakes()
    {
        var (exitCode, output) = await Tool.Amtool.RunAsync("check-config", Config);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("XentStreamRecordsLost", "critical", "pager")]
    [InlineData("XentStreamLossAboveOwnPast", "critical", "model-owners,pager")]
    [InlineData("XentStreamBatchesRejected", "warning", "model-owners")]
    [InlineData("XentStreamCertificateExpiring", "warning", "desk")]
    public async Task Alert_GoesToThoseWhoCanActOnIt(string alert, string severity, string receivers)
    {
        var (exitCode, output) = await Tool.Amtool.RunAsync("config", "routes", "test", $"--config.file={Config}", $"alertname={alert}", $"severity={severity}");

        Assert.Equal((0, receivers), (exitCode, output.Split('\n')[0]));
    }
}
