namespace XentStream.Faults.Brokers;

/// <summary>How the link between a worker and its brokers is: whole, cut, slow or stalled.</summary>
internal sealed class LinkState
{
    private volatile TaskCompletionSource? stall;

    /// <summary>Whether connections are reset.</summary>
    public bool IsCut { get; set; }

    /// <summary>How late bytes come.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Holds everything back.</summary>
    public void Stall() => stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes it whole again; what was held back goes on.</summary>
    public void Restore()
    {
        (IsCut, Delay) = (false, TimeSpan.Zero);
        stall?.TrySetResult();
        stall = null;
    }

    /// <summary>Waits for as long as bytes have to wait.</summary>
    public async Task PassAsync(CancellationToken stop)
    {
        if (stall is { } held)
        {
            await held.Task.WaitAsync(stop);
        }

        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, stop);
        }
    }
}
