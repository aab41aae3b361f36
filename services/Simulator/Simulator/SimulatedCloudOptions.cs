using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation;

/// <summary>How a <see cref="SimulatedCloud"/> listens and behaves. The defaults are those of the real service.</summary>
public sealed record SimulatedCloudOptions
{
    /// <summary>Where OAuth, REST, MQTT over WebSocket (<c>/</c> and <c>/mqtt</c>) and the control API listen. Port 0 takes a free port.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Where MQTT over plain TCP listens. Port 0 takes a free port.</summary>
    public IPEndPoint Mqtt { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>
    /// A folder for a test authority and a certificate. With it <see cref="Http"/> speaks TLS: OAuth, REST and MQTT over WSS on one port.
    /// </summary>
    public string? TlsFolder { get; init; }

    /// <summary>The host names and addresses that the certificate is for: those of the real service, and this machine's own.</summary>
    public IReadOnlyList<string> TlsNames { get; init; } =
    [
        "localhost", "127.0.0.1", "::1", "api.yotoplay.com", "login.yotoplay.com", "secure-media.yotoplay.com", "card-content.yotoplay.com",
        "aqrphjqbp3u2z-ats.iot.eu-west-2.amazonaws.com",
    ];

    /// <summary>Where a second broker listens that has none of Yoto's rules, for MQTT conformance suites. Nowhere by default.</summary>
    public IPEndPoint? OpenMqtt { get; init; }

    /// <summary>How many seconds of player time pass in one real second: playback and <c>eventUtc</c> run faster together.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How many players the seeded account owns.</summary>
    public int Players { get; init; } = 2;

    /// <summary>The public OAuth client that is registered with the cloud: 32 alphanumeric characters, no secret.</summary>
    public string ClientId { get; init; } = "SimulatedYotoClient0000000000001";

    /// <summary>Redirect URIs that the client registered; a request must name one exactly.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>How long an access token lives in real time. An account may override it.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(8);

    public TimeSpan DeviceCodeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a client waits between two polls of a device code; faster polling is answered with <c>slow_down</c>.</summary>
    public TimeSpan DeviceCodePollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a player pushes events after the last <c>events/request</c>, in real time.</summary>
    public TimeSpan EventWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a player takes to answer a status request, in real time.</summary>
    public TimeSpan StatusReplyDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long commands are on their way to a player. None by default, so that tests measure what they mean to measure.</summary>
    public CommandLatency CommandLatency { get; init; } = CommandLatency.None;

    /// <summary>How long the REST view keeps calling a vanished player online.</summary>
    public TimeSpan OfflineReportDelay { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
