using System.Diagnostics;

namespace XentStream.Tests;

/// <summary>The program, run to its end in a process of its own.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    public IEnumerable<string> OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<ProgramRun> RunAsync(params IEnumerable<string> arguments) => RunAsync(input: [], arguments);

    public static Task<ProgramRun> RunAsync(byte[] input, IEnumerable<string> arguments) => RunAsync(StartOf(arguments), input);

    public static async Task<ProgramRun> RunAsync(ProcessStartInfo start, byte[] input)
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramRun(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the program with its streams redirected, in an empty folder.</summary>
    public static Process Start(params IEnumerable<string> arguments) => Process.Start(StartOf(arguments))!;

    /// <summary>How the program is started: with its streams redirected, in an empty folder.</summary>
    public static ProcessStartInfo StartOf(params IEnumerable<string> arguments) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "xentstream.dll"), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Directory.CreateTempSubdirectory("xentstream").FullName,
    };

    /// <summary>Asserts that whatever went wrong is told in sentences.</summary>
    public void AssertToldWithoutStackTrace()
    {
        Assert.NotEmpty(Error);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
    }
}
