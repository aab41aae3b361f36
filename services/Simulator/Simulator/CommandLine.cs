using System.Globalization;
using System.Net;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation;

/// <summary>The host's options.</summary>
internal static class CommandLine
{
    public const string Usage =
        """
        simulator [--http ADDR:PORT] [--mqtt ADDR:PORT] [--tls DIR] [--names A,B] [--open-mqtt ADDR:PORT]
                  [--speed N] [--latency none|measured] [--players N] [--redirect-uris A,B] [--token-seconds N] [--poll-seconds N]
          --http, --mqtt     where to listen; port 0, the default, takes a free port of 127.0.0.1
          --tls              speak TLS at --http, with a test authority and a certificate in this folder
          --names            what the certificate is for (the names of Yoto's hosts and of this machine)
          --speed            player seconds per real second (1)
          --latency          whether commands take as long as was measured with real players (none)
          --open-mqtt        where a second broker without Yoto's rules listens, for MQTT conformance suites (nowhere)
          --players          players of the seeded account (2)
          --redirect-uris    where the client may ask people to be sent back to (http://127.0.0.1:8787/callback)
          --token-seconds    lifetime of access tokens (28800)
          --poll-seconds     interval between polls of a device code (5)
        """;

    /// <summary>The options, or nothing and a sentence about what is wrong.</summary>
    public static SimulatedCloudOptions? Parse(IReadOnlyList<string> arguments, out string problem)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index + 1 < arguments.Count; index += 2)
            values[arguments[index]] = arguments[index + 1];

        var defaults = new SimulatedCloudOptions();
        string? wrong = arguments.Count % 2 is 1 ? $"{arguments[^1]} needs a value." : null;
        var options = new SimulatedCloudOptions
        {
            Http = EndPoint("--http", defaults.Http),
            Mqtt = EndPoint("--mqtt", defaults.Mqtt),
            TlsFolder = values.Remove("--tls", out var folder) ? folder : defaults.TlsFolder,
            TlsNames = List("--names", defaults.TlsNames),
            RedirectUris = List("--redirect-uris", ["http://127.0.0.1:8787/callback"]),
            OpenMqtt = values.ContainsKey("--open-mqtt") ? EndPoint("--open-mqtt", defaults.Mqtt) : null,
            Speed = Number("--speed", defaults.Speed, most: 1000),
            CommandLatency = Latency("--latency"),
            Players = (int)Number("--players", defaults.Players, most: 10_000),
            AccessTokenLifetime = TimeSpan.FromSeconds(Number("--token-seconds", defaults.AccessTokenLifetime.TotalSeconds, most: 2_000_000)),
            DeviceCodePollInterval = TimeSpan.FromSeconds(Number("--poll-seconds", defaults.DeviceCodePollInterval.TotalSeconds, most: 60)),
        };
        if (values.Count > 0) wrong ??= $"{values.Keys.First()} is not an option.";
        problem = wrong ?? "";
        return wrong is null ? options : null;

        IPEndPoint EndPoint(string name, IPEndPoint otherwise)
        {
            if (!values.Remove(name, out var text)) return otherwise;
            if (IPEndPoint.TryParse(text, out var endPoint)) return endPoint;
            wrong ??= $"{name} needs an address and a port, such as 127.0.0.1:8080.";
            return otherwise;
        }

        CommandLatency Latency(string name)
        {
            if (!values.Remove(name, out var text) || text is "none") return CommandLatency.None;
            if (text is not "measured") wrong ??= $"{name} is none or measured.";
            return CommandLatency.Measured;
        }

        IReadOnlyList<string> List(string name, IReadOnlyList<string> otherwise)
        {
            if (!values.Remove(name, out var text)) return otherwise;
            var items = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (items.Length is 0) wrong ??= $"{name} needs at least one value.";
            return items;
        }

        double Number(string name, double otherwise, double most)
        {
            if (!values.Remove(name, out var text)) return otherwise;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most) return number;
            wrong ??= $"{name} needs a number above 0 and up to {most}.";
            return otherwise;
        }
    }
}
