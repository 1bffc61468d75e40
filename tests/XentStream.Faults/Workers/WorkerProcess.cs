using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace XentStream.Faults.Workers;

/// <summary>A worker in a process of its own, to which anything can be done.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TextWriter log;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    private WorkerProcess(IEnumerable<string> command, string logFile)
    {
        log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        process = new Process { StartInfo = new ProcessStartInfo("dotnet", command) { RedirectStandardError = true, RedirectStandardOutput = true } };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>The first line in which it speaks of a bug of its own, or null.</summary>
    public string? Confession { get; private set; }

    /// <summary>Whether it has said anything: before, it does not know of signals yet, and a SIGTERM ends it as it ends any process.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts the program as it is deployed.</summary>
    public static WorkerProcess Start(string configurationFile, string logFile) => new([Program("xentstream.dll"), "run", "--config", configurationFile], logFile);

    /// <summary>Starts a worker with a planted bug, which is this program itself.</summary>
    public static WorkerProcess StartPlanted(string bug, int diesAt, string configurationFile, string logFile) =>
        new([Program("XentStream.Faults.dll"), "--worker", bug, "--dies-at", diesAt.ToString(CultureInfo.InvariantCulture), "--config", configurationFile], logFile);

    /// <summary>Waits until it says something.</summary>
    public async Task AwaitLogAsync(string text, CancellationToken stop)
    {
        await foreach (var line in lines.Reader.ReadAllAsync(stop))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task AwaitEndAsync(CancellationToken stop) => process.WaitForExitAsync(stop);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        process.Kill();

        // Which also waits until all that it said is read.
        return process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends it a signal by name.</summary>
    public async Task SignalAsync(string signal, CancellationToken stop)
    {
        using var sender = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await sender.WaitForExitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        await log.DisposeAsync();
    }

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private void Note(string? line)
    {
        if (line is null)
        {
            lines.Writer.TryComplete();
            return;
        }

        HasSpoken = true;
        lines.Writer.TryWrite(line);
        log.WriteLine(line);
        Confession ??= line.Contains("This is a bug", StringComparison.Ordinal) ? line : null;
    }
}
