using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace XentStream.Faults.Brokers;

/// <summary>
/// A TCP proxy on the loopback, between one worker and one broker, which advertises the proxy's address to that worker. So the worker can be cut off while all others
/// see the broker.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly LinkState link = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> connections = new();
    private readonly CancellationTokenSource end = new();
    private readonly IPEndPoint target;
    private readonly Task accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="targetPort">The port on this machine where the broker listens, sooner or later.</param>
    public TcpProxy(int targetPort)
    {
        target = new IPEndPoint(IPAddress.Loopback, targetPort);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The port on which it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Resets all connections, and new ones as they come.</summary>
    public void Cut()
    {
        link.IsCut = true;
        foreach (var connection in connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>Lets bytes come late.</summary>
    public void Delay(TimeSpan delay) => link.Delay = delay;

    /// <summary>Lets nothing pass.</summary>
    public void Stall() => link.Stall();

    /// <summary>Is a plain link again.</summary>
    public void Restore() => link.Restore();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections.Values);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Carry(await listener.AcceptTcpClientAsync(end.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private void Carry(TcpClient client)
    {
        var connection = new ProxiedConnection(client, link);
        if (link.IsCut)
        {
            connection.Dispose();
            return;
        }

        // Entered before it runs, or its end could come before its entry.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connections[connection] = RunAsync(connection, begin.Task);
        begin.SetResult();
    }

    private async Task RunAsync(ProxiedConnection connection, Task begin)
    {
        await begin;
        await connection.RunAsync(target, end.Token);
        connections.TryRemove(connection, out _);
    }
}
