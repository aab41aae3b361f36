using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>A bare Mosquitto: the broker that all measurements of this area share with their anchor.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Nothing is dropped, however far a client is behind.</summary>
    private const string Settings = """
        listener {0} 127.0.0.1
        allow_anonymous true
        max_queued_messages 0
        max_inflight_messages 100
        log_dest stdout
        log_type notice
        log_timestamp_format %s
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private RunningProcess? _process;

    private Mosquitto()
    {
    }

    public Uri Address => new($"mqtt://127.0.0.1:{_port}");

    public static async Task<Mosquitto> StartAsync()
    {
        var mosquitto = new Mosquitto();
        await mosquitto.RiseAsync();
        return mosquitto;
    }

    public static Task<IMqttConnection> ConnectAsync(Uri broker, string clientId) => new MqttConnector(TimeProvider.System).ConnectAsync(
        new MqttClientOptions { Server = broker, ClientId = clientId, ReceiveCapacity = 20_000, MaximumInFlight = 1_000 }, CancellationToken.None);

    /// <summary>kill -9: it forgets all sessions.</summary>
    public Task FallAsync() => _process!.KillAsync();

    /// <summary>On the same port.</summary>
    public async Task RiseAsync()
    {
        var settings = Path.Combine(_folder.Path, "mosquitto.conf");
        await File.WriteAllTextAsync(settings, string.Format(CultureInfo.InvariantCulture, Settings, _port));
        _process = ProcessRunner.Start("/usr/sbin/mosquitto", ["-c", settings]);
        await Eventually.HoldsAsync(() => Answers(_port), StartDeadline, "Mosquitto does not listen.");
    }

    /// <summary>How many files and connections it has open.</summary>
    public int OpenFiles => Directory.GetFiles($"/proc/{_process!.Id}/fd").Length;

    /// <summary>The seconds in which clients have connected since it rose, by its own log.</summary>
    public IReadOnlyList<long> Connects() =>
    [
        .. from line in _process!.Output.Split('\n')
           let connect = Regex.Match(line, @"^(\d+): New client connected ")
           where connect.Success
           select long.Parse(connect.Groups[1].Value, CultureInfo.InvariantCulture),
    ];

    public async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        _folder.Dispose();
    }

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
