using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Program;

/// <summary>One port with TLS for everything, under an authority that a client is told to trust once.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("api.yotoplay.com")]
    [InlineData("aqrphjqbp3u2z-ats.iot.eu-west-2.amazonaws.com")]
    public async Task Who_trusts_the_authority_reaches_the_API_under_every_name_of_the_certificate(string name)
    {
        await using var cloud = await StartAsync();
        using var client = LedHere(cloud, name, Trusting(cloud));

        Assert.Contains("keys", await client.GetStringAsync("/.well-known/jwks.json"));
    }

    [Fact]
    public async Task Who_does_not_trust_it_or_expects_another_name_does_not()
    {
        await using var cloud = await StartAsync();
        using var stranger = LedHere(cloud, "api.yotoplay.com", new());
        using var mistaken = LedHere(cloud, "elsewhere.example", Trusting(cloud));

        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync("/.well-known/jwks.json"));
        await Assert.ThrowsAsync<HttpRequestException>(() => mistaken.GetStringAsync("/.well-known/jwks.json"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mqtt")]
    public async Task MQTT_over_a_secure_WebSocket_is_on_the_same_port(string path)
    {
        await using var cloud = await StartAsync();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = Trusting(cloud) });
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");

        await socket.ConnectAsync(new Uri(new Uri(cloud.Ready.MqttWebSocket), path), invoker, CancellationToken.None);

        Assert.Equal((WebSocketState.Open, "mqtt"), (socket.State, socket.SubProtocol));
    }

    [Fact]
    public async Task Players_fetch_their_audio_from_their_own_cloud_over_TLS_too()
    {
        await using var cloud = await StartAsync();
        using var client = LedHere(cloud, "127.0.0.1", Trusting(cloud));
        var player = $"/sim/players/{cloud.Ready.Account.Players[0]}";
        var cardId = (string)(await client.GetFromJsonAsync<JsonArray>("/sim/cards"))![0]!["cardId"]!;

        using var inserted = await client.PostAsJsonAsync($"{player}/insert", new { cardId });

        await Eventually.GetAsync(
            async () => (await client.GetFromJsonAsync<JsonArray>($"{player}/fetches"))!.FirstOrDefault(fetch => (bool)fetch!["complete"]!),
            Support.RunningCloud.Deadline,
            "The player fetched nothing.");
    }

    [Fact]
    public async Task Started_again_with_the_same_folder_the_authority_is_the_same()
    {
        await using (var first = await StartAsync())
            Assert.Equal(_folder.File("ca.pem"), first.Ready.CaFile);
        var authority = await File.ReadAllTextAsync(_folder.File("ca.pem"));

        await using var second = await StartAsync();

        Assert.Equal(authority, await File.ReadAllTextAsync(_folder.File("ca.pem")));
    }

    private Task<SimulatedCloud> StartAsync() => SimulatedCloud.StartAsync(new() { TlsFolder = _folder.Path });

    /// <summary>A client on a machine whose hosts file says that the name lives here.</summary>
    private static HttpClient LedHere(SimulatedCloud cloud, string name, SslClientAuthenticationOptions trust)
    {
        var address = new Uri(cloud.Ready.Http);
        var handler = new SocketsHttpHandler
        {
            SslOptions = trust,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{name}:{address.Port}") };
    }

    private static SslClientAuthenticationOptions Trusting(SimulatedCloud cloud) => new()
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(cloud.Ready.CaFile!) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
