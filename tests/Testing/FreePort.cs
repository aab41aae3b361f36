using System.Net;
using System.Net.Sockets;

namespace YotoSmartStream.Testing;

/// <summary>A loopback port that nothing listens on, for a program that cannot choose one itself.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
