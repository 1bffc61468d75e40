namespace XentStream.Operations.Tests.Docker;

/// <summary>
/// The image, built as everybody builds it. It takes a minute and needs the base images, so it is built only where <c>XENTSTREAM_IMAGE=build</c> is set, as the gate of changes does
/// where Docker answers.
/// </summary>
public sealed class WorkerImage : IAsyncLifetime
{
    private string? whyAbsent = "The image is built only where XENTSTREAM_IMAGE=build is set, as .ci/run does where Docker answers.";

    /// <summary>Its name, as in <c>compose.yaml</c>.</summary>
    public const string Name = "xentstream";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("XENTSTREAM_IMAGE") != "build")
        {
            return;
        }

        if (Tool.Docker.Location is null || (await Tool.Docker.RunAsync("info")).ExitCode != 0)
        {
            whyAbsent = "No Docker answers here, so nothing can be said about the image.";
            return;
        }

        var (exitCode, output) = await Tool.Docker.RunAsync("build", "--network", "host", "-f", "ops/docker/Dockerfile", "-t", Name, ".");
        Assert.True(exitCode == 0, output);
        whyAbsent = null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test that calls it where there is no image.</summary>
    public void Require() => Assert.SkipWhen(whyAbsent is not null, whyAbsent ?? "");
}
