using System.Diagnostics;

namespace XentStream.Operations.Tests;

/// <summary>A program that is installed here, or not: then the tests that need it are skipped, with a sentence.</summary>
/// <param name="Name">The program.</param>
/// <param name="Package">Debian's package that has it.</param>
internal sealed record Tool(string Name, string Package)
{
    public static Tool Prometheus { get; } = new("prometheus", "prometheus");

    public static Tool Promtool { get; } = new("promtool", "prometheus");

    public static Tool Amtool { get; } = new("amtool", "prometheus-alertmanager");

    public static Tool Chromium { get; } = new("chromium", "chromium");

    public static Tool Docker { get; } = new("docker", "docker.io");

    /// <summary>Where it is, or null.</summary>
    public string? Location => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <summary>Skips the test that calls it where the program is not installed.</summary>
    public void Require() => Assert.SkipWhen(Location is null, $"`{Name}` is not installed here (Debian's package {Package}), so nothing can be said about what it checks.");

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code and all that it said.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        Require();
        var start = new ProcessStartInfo(Location!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
