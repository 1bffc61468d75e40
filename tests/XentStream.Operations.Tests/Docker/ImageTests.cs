using System.Globalization;
using System.Text.Json;

namespace XentStream.Operations.Tests.Docker;

public sealed class ImageTests(WorkerImage image) : IClassFixture<WorkerImage>
{
    // Of the image without its base: the program, its packages, and one library of the client.
    private const long MostBytes = 60_000_000;

    private static readonly string[] Locked = ["run", "--rm", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];

    [Fact]
    public async Task Worker_InItsImage_RunsWithoutRightsAndWithoutADisk()
    {
        image.Require();
        var (exitCode, output) = await Tool.Docker.RunAsync([.. Locked, WorkerImage.Name, "demo", "--once", "--json", "--port", "0"]);

        Assert.True(exitCode == 0, output);
        using var summary = JsonDocument.Parse(output.Split('\n').Single(line => line.StartsWith('{')));
        var v2 = summary.RootElement.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("version").GetString() == "v2");
        Assert.Equal(0.2770143683, v2.GetProperty("loss").GetProperty("mean").GetDouble(), 8);
    }

    [Fact]
    public async Task Image_HasNoShellAndIsNotRoot()
    {
        image.Require();
        var (exitCode, output) = await Tool.Docker.RunAsync([.. Locked, "--entrypoint", "/bin/sh", WorkerImage.Name, "-c", "true"]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("no such file or directory", output, StringComparison.Ordinal);

        var (_, user) = await Tool.Docker.RunAsync("inspect", "--format", "{{.Config.User}}", WorkerImage.Name);
        Assert.Equal("1654", user.Trim());
    }

    // As the runbooks call them with kubectl exec.
    [Fact]
    public async Task Command_ByItsNameInTheImage_Answers()
    {
        image.Require();
        var (exitCode, output) = await Tool.Docker.RunAsync([.. Locked, "--entrypoint", "xentstream", WorkerImage.Name, "explain", "label-one-based"]);

        Assert.True(exitCode == 0, output);
        Assert.Contains("label-one-based", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_IsSmall()
    {
        image.Require();
        async Task<long> SizeOfAsync(string name) => long.Parse((await Tool.Docker.RunAsync("inspect", "--format", "{{.Size}}", name)).Output, CultureInfo.InvariantCulture);

        var added = await SizeOfAsync(WorkerImage.Name) - await SizeOfAsync("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled");
        Assert.InRange(added, 1, MostBytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{added / 1e6:0.0} MB above the base.");
    }

    [Fact]
    public async Task Compose_BroughtUp_HasTheLossOfWhatIsSentInItsPrometheus()
    {
        image.Require();
        await using var compose = await ComposedServices.UpAsync("kafka", "xentstream", "prometheus");
        await ComposedServices.SendDigitsAsync();

        var mean = await compose.AwaitQueryAsync("""sum(xentstream_evaluated_loss_total{model_version="v2"}) / sum(xentstream_evaluated_weight_total{model_version="v2"} == 899)""");

        Assert.Equal(0.2770143683, mean, 8);
    }
}
