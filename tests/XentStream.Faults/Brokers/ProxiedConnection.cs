using System.Net;
using System.Net.Sockets;

namespace XentStream.Faults.Brokers;

/// <summary>One connection through the proxy.</summary>
internal sealed class ProxiedConnection(TcpClient client, LinkState link) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly TcpClient broker = new() { NoDelay = true };

    /// <summary>Carries bytes both ways until one side ends.</summary>
    public async Task RunAsync(IPEndPoint target, CancellationToken stop)
    {
        try
        {
            client.NoDelay = true;
            await broker.ConnectAsync(target, stop);
            await Task.WhenAny(PumpAsync(client.GetStream(), broker.GetStream(), stop), PumpAsync(broker.GetStream(), client.GetStream(), stop));
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // The broker is not there: so the worker's connection ends too.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Resets both sides.</summary>
    public void Dispose()
    {
        // No time to linger means a reset in place of an orderly end.
        foreach (var side in new[] { client.Client, broker.Client })
        {
            side?.Close(0);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken stop)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReadAsync(buffer, stop) is > 0 and var read)
            {
                await link.PassAsync(stop);
                await to.WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // The other direction ends with this one.
        }
    }

    private static bool IsEnd(Exception exception) => exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
