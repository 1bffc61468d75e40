using XentStream.Configuration;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Workers;

/// <summary>The place of a worker: one process after another runs in it, with the same configuration.</summary>
internal sealed class WorkerSlot : IAsyncDisposable
{
    // Longer than any fault, and than the grace that an orchestrator gives.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly string name;
    private readonly string configurationFile;
    private readonly string logFile;
    private readonly List<string> complaints = [];
    private WorkerProcess? process;

    public WorkerSlot(string name, WorkerSettings settings, string folder)
    {
        this.name = name;
        configurationFile = Path.Combine(folder, $"{name}.json");
        logFile = Path.Combine(folder, $"{name}.log");
        File.WriteAllText(configurationFile, SettingsJson.Write(settings));
        Description = $"{name}: {settings.Consumers} threads, {settings.Kafka.InstanceId ?? "no"} instance id";
    }

    /// <summary>What runs in it.</summary>
    public string Description { get; }

    /// <summary>What its workers did that no worker may do, in sentences.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The worker that runs.</summary>
    public WorkerProcess Process => process ?? throw new InvalidOperationException($"{name} was not started.");

    /// <summary>Starts a worker.</summary>
    public void Start() => process = WorkerProcess.Start(configurationFile, logFile);

    /// <summary>SIGKILL, and a new worker.</summary>
    public async Task KillAsync()
    {
        await Process.KillAsync();
        await RemoveAsync();
    }

    /// <summary>SIGTERM; the worker has to end in order, and in time.</summary>
    public async Task StopAsync(CancellationToken stop)
    {
        await Process.SignalAsync("TERM", stop);
        try
        {
            await Process.AwaitEndAsync(stop).WaitAsync(Grace, stop);
            Complain(Process.ExitCode == 0 || !Process.HasSpoken, $"{name} ended with exit code {Process.ExitCode} after SIGTERM.");
        }
        catch (TimeoutException)
        {
            Complain(false, $"{name} had not ended {Grace.TotalSeconds} s after SIGTERM.");
        }

        await RemoveAsync();
    }

    /// <summary>Sees whether the worker still runs, and starts another where it does not.</summary>
    public async Task LookAfterAsync()
    {
        if (Process.HasEnded)
        {
            Complain(false, $"{name} ended by itself with exit code {Process.ExitCode}.");
            await RemoveAsync();
            Start();
        }
    }

    /// <summary>In how many lines its workers, which have ended, said something.</summary>
    public int Count(string text) => File.Exists(logFile) ? File.ReadLines(logFile).Count(line => line.Contains(text, StringComparison.Ordinal)) : 0;

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await RemoveAsync();
        }
    }

    private async Task RemoveAsync()
    {
        Complain(Process.Confession is null, $"{name} said: {Process.Confession}");
        await Process.DisposeAsync();
        process = null;
    }

    private void Complain(bool isFine, string sentence)
    {
        if (!isFine)
        {
            complaints.Add(sentence);
        }
    }
}
