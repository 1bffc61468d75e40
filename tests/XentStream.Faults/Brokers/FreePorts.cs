using System.Net;
using System.Net.Sockets;

namespace XentStream.Faults.Brokers;

/// <summary>Finds ports for brokers. A container that is started again gets other ports unless it was given some, and its clients would lose it.</summary>
internal static class FreePorts
{
    /// <summary>So many ports that are free now.</summary>
    public static int[] Find(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
