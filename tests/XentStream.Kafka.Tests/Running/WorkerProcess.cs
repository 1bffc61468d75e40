using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using XentStream.Configuration;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>The program as it is deployed, <c>xentstream run</c> or another of its commands, in a process of its own, which can be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // What hangs must fail, and not the suite with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder log = new();

    private WorkerProcess(IEnumerable<string> command, string configurationFile)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xentstream.dll"), .. command, "--config", configurationFile])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>What it said.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Starts the worker.</summary>
    public static WorkerProcess Start(WorkerSettings settings) => Start(settings, "run");

    /// <summary>Starts a command.</summary>
    public static WorkerProcess Start(WorkerSettings settings, params IEnumerable<string> command)
    {
        var file = Path.Combine(Path.GetTempPath(), $"xentstream-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, SettingsJson.Write(settings));
        return new WorkerProcess(command, file);
    }

    /// <summary>Waits until it says something.</summary>
    public async Task AwaitLogAsync(string text, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(Patience);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(either.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Assert.Fail($"The worker has not said `{text}` in {Patience}: {Log}");
        }

        Assert.Fail($"The worker ended and never said `{text}`: {Log}");
    }

    /// <summary>SIGKILL: it has no time to do anything.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        Assert.False(process.HasExited, Log);
        process.Kill();
        await AwaitEndAsync(stop);
    }

    /// <summary>SIGSTOP: it stands still, and its connections with it.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>SIGCONT: it goes on, and knows nothing of the time between.</summary>
    public void Thaw() => Signal("-CONT");

    /// <summary>SIGTERM, as an orchestrator stops it.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(CancellationToken stop)
    {
        Signal("-TERM");
        return AwaitEndAsync(stop);
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> AwaitEndAsync(CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop).WaitAsync(Patience, stop);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The worker has not ended in {Patience}: {Log}");
        }

        return process.ExitCode;
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    private void Signal(string name)
    {
        using var signal = Process.Start("kill", [name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            lines.Writer.TryComplete();
            return;
        }

        lines.Writer.TryWrite(line);
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
