namespace XentStream.Kafka.Tests.Running;

/// <summary>The file in which a replay writes down how far it is.</summary>
internal static class CheckpointFile
{
    /// <summary>Waits until it is there.</summary>
    public static async Task AwaitAsync(string file, CancellationToken stop)
    {
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!);
        var appeared = new TaskCompletionSource();
        watcher.Renamed += (_, renamed) => Note(renamed.FullPath);
        watcher.EnableRaisingEvents = true;
        Note(File.Exists(file) ? file : "");
        await appeared.Task.WaitAsync(TimeSpan.FromMinutes(1), stop);

        void Note(string path)
        {
            if (path == file)
            {
                appeared.TrySetResult();
            }
        }
    }
}
