using System.Net;
using System.Net.Sockets;

namespace XentStream.Faults.Brokers;

/// <summary>Finds ports for brokers. A container that is started again gets other ports unless it was given some, and its clients would lose it.</summary>
internal static class FreePorts
{
    // Below those that the system gives to whoever connects to anything: one of them would be gone again before, or while, a broker is restarted.
    private const int Lowest = 16_384;
    private const int Highest = 32_000;

    /// <summary>So many ports that are free now.</summary>
    public static int[] Find(int count)
    {
        var listeners = new List<TcpListener>();
        while (listeners.Count < count)
        {
            var listener = new TcpListener(IPAddress.Any, Random.Shared.Next(Lowest, Highest));
            try
            {
                listener.Start();
                listeners.Add(listener);
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
            }
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
