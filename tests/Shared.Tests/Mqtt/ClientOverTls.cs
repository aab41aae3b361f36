using System.Globalization;
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

    /// <summary>As Yoto's cloud is reached, at a broker, a WebSocket and a TLS that are none of ours.</summary>
    [Fact]
    public async Task Our_client_talks_to_aedes_over_a_web_socket_inside_tls()
    {
        using var folder = new TemporaryFolder();
        await WriteCertificateAsync(folder.Path);
        await using var aedes = await AedesBroker.StartAsync(folder.Path);
        var options = Trusting(new MqttClientOptions { Server = new Uri("mqtt://unused"), ClientId = "family", CleanSession = false }, aedes.AddressOver("wss"));
        var before = await new MqttConnector(TimeProvider.System).ConnectAsync(options, Deadline.Token());
        await before.SubscribeAsync("presses");
        for (var number = 0; number < 100; number++) await before.PublishTextAsync("presses", $"{number}");
        for (var number = 0; number < 50; number++) Assert.Equal($"{number}", (await before.NextAsync()).Message.PayloadText);
        before.Abort();
        await before.Closed;

        await using var after = await new MqttConnector(TimeProvider.System).ConnectAsync(options, Deadline.Token());

        Assert.True(after.SessionPresent);
        var again = new List<int>();
        while (again.LastOrDefault() != 99) again.Add(int.Parse((await after.NextAsync()).Message.PayloadText, CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(50, 50), again.Where(number => number >= 50));   // Acknowledgements on their way were lost with the connection.
    }

    [Fact]
    public async Task A_foreign_web_socket_behind_an_unknown_certificate_is_refused()
    {
        using var folder = new TemporaryFolder();
        await WriteCertificateAsync(folder.Path);
        await using var aedes = await AedesBroker.StartAsync(folder.Path);
        var options = new MqttClientOptions { Server = aedes.AddressOver("wss"), ClientId = "careful" };

        var refused = await Assert.ThrowsAsync<MqttConnectionException>(() => new MqttConnector(TimeProvider.System).ConnectAsync(options, Deadline.Token()));

        Assert.Equal(MqttErrorCodes.Unreachable, refused.Code);
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
        await WriteCertificateAsync(folder);
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

    private async Task WriteCertificateAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
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
