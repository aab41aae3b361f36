using System.Net.Sockets;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>A bare Mosquitto: the broker that all measurements of this area share with their anchor.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly RunningProcess _process;

    private Mosquitto(RunningProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Mosquitto> StartAsync()
    {
        var port = FreePort.Next();
        var process = ProcessRunner.Start("/usr/sbin/mosquitto", ["-p", $"{port}"]);
        await Eventually.HoldsAsync(() => Answers(port), TimeSpan.FromSeconds(20), "Mosquitto does not listen.");
        return new Mosquitto(process, new Uri($"mqtt://127.0.0.1:{port}"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static bool Answers(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
