namespace XentStream.Pipeline.Consuming;

/// <summary>Work that is shared out to threads of their own: all of it is done, or it fails as a whole and none of them goes on.</summary>
internal static class RebuildThreads
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs the shares. When it returns or throws, none of them runs any more.</summary>
    /// <param name="shares">Each gets what tells it to end early: another has failed, or it is not to go on.</param>
    /// <param name="onSlice">Called all the time on the calling thread; says whether to go on.</param>
    /// <returns>Whether all is done; what has failed throws what its share has thrown.</returns>
    public static bool TryRun(IEnumerable<Action<CancellationToken>> shares, Func<bool> onSlice)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(shares.Select(share => RunAsync(share, stop)));
        try
        {
            while (Task.WaitAny([running], Slice) < 0 && onSlice())
            {
            }

            if (running.IsCompleted)
            {
                running.GetAwaiter().GetResult();
                return true;
            }

            return false;
        }
        finally
        {
            // Nobody feeds a join that is not ours any more.
            stop.Cancel();
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
        }
    }

    private static Task RunAsync(Action<CancellationToken> share, CancellationTokenSource stop) => Task.Factory.StartNew(() => Run(share, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(Action<CancellationToken> share, CancellationTokenSource stop)
    {
        try
        {
            share(stop.Token);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}
