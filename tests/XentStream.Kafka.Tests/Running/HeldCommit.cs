namespace XentStream.Kafka.Tests.Running;

/// <summary>A commit that is held back.</summary>
internal sealed class HeldCommit : IDisposable
{
    private readonly ManualResetEventSlim released = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first commit is about to be made.</summary>
    public Task Reached => reached.Task;

    /// <summary>Called by each commit.</summary>
    public void Pass(CancellationToken stop)
    {
        reached.TrySetResult();
        released.Wait(stop);
    }

    /// <summary>Lets it go on, and all that follow.</summary>
    public void Release() => released.Set();

    public void Dispose() => released.Dispose();
}
