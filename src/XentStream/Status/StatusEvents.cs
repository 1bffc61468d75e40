using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace XentStream.Status;

/// <summary>The changing part of the page, sent again whenever it is another, once a second at most.</summary>
internal sealed class StatusEvents(StatusReader reader, StatusHtml html, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>The most browsers that are served at once.</summary>
    public const int MaxReaders = 32;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private int readers;

    /// <summary>Takes one more reader.</summary>
    /// <returns>False where there are too many: the page then stays as it was sent.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref readers) <= MaxReaders)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Lets a reader go.</summary>
    public void Leave() => Interlocked.Decrement(ref readers);

    /// <summary>Sends until the browser goes or the host stops, which shall not wait for browsers.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(Pace, time);
        var last = "";
        do
        {
            var now = await html.BodyAsync(reader.Read());
            if (now != last)
            {
                last = now;
                yield return new SseItem<string>(now, "status");
            }
        }
        while (await NextAsync(timer, either.Token));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
