using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>MQTT as Yoto's cloud offers it, over a WebSocket inside TLS; and Mosquitto's TLS as a second opinion.</summary>
public sealed class ClientOverTls : IDisposable
{
    private readonly X509Certificate2 _certificate = ACertificateFor("localhost");

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task A_message_travels_over_a_web_socket_inside_tls()
    {
        await using var fixture = BrokerFixture.Start();
        await using var web = await ServeAsync(fixture.Broker);
        var client = await fixture.ConnectAsync("family", options => Trusting(options, AddressOf(web)));

        await client.SubscribeAsync("device/one/data/events");
        await client.PublishTextAsync("device/one/data/events", "playing");

        Assert.Equal("playing", (await client.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task A_web_socket_behind_an_unknown_certificate_is_refused()
    {
        await using var fixture = BrokerFixture.Start();
        await using var web = await ServeAsync(fixture.Broker);

        var refused = await Assert.ThrowsAsync<MqttConnectionException>(
            () => fixture.ConnectAsync("careful", options => options with { Server = AddressOf(web) }));

        Assert.Equal(MqttErrorCodes.Unreachable, refused.Code);
        Assert.Empty(fixture.Broker.Clients);
    }

    /// <summary>Over TCP: Debian's Mosquitto does not open a WebSocket inside TLS.</summary>
    [Fact]
    public async Task Our_client_talks_to_mosquitto_inside_tls()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        await using var mosquitto = await StartMosquittoAsync(folder.Path, port);
        var options = Trusting(new MqttClientOptions { Server = new Uri("mqtt://unused"), ClientId = "family" }, new Uri($"mqtts://127.0.0.1:{port}"));
        await using var client = await new MqttConnector(TimeProvider.System).ConnectAsync(options, Deadline.Token());

        await client.SubscribeAsync("news");
        await client.PublishTextAsync("news", "sunny");

        Assert.Equal("sunny", (await client.NextAsync()).Message.PayloadText);
    }

    private MqttClientOptions Trusting(MqttClientOptions options, Uri server) => options with
    {
        Server = server,
        CertificateValidation = (_, presented, _, _) => presented?.GetCertHashString() == _certificate.GetCertHashString(),
    };

    private async Task<WebApplication> ServeAsync(MqttBroker broker)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        var web = builder.Build();
        web.UseWebSockets();
        web.MapMqttBroker("/mqtt", broker);
        await web.StartAsync();
        return web;
    }

    private static Uri AddressOf(WebApplication web)
    {
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(address.Replace("https://", "wss://", StringComparison.Ordinal) + "/mqtt");
    }

    private async Task<RunningProcess> StartMosquittoAsync(string folder, int port)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var configuration = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listener {port} 127.0.0.1
            certfile {folder}/cert.pem
            keyfile {folder}/key.pem
            allow_anonymous true
            user {Environment.UserName}
            """);
        var process = ProcessRunner.Start("/usr/sbin/mosquitto", ["-c", configuration]);
        await process.WaitForLineAsync("running", TimeSpan.FromSeconds(20));
        return process;
    }

    private static X509Certificate2 ACertificateFor(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable);
    }
}
