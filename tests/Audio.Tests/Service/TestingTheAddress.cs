using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using YotoSmartStream.AudioFiles.Service.SelfTest;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class TestingTheAddress
{
    [Fact]
    public async Task A_reachable_address_is_said_to_be_and_what_it_lacks_is_said_too()
    {
        var port = FreePort.Next();
        await using var host = await AudioHost.StartAsync(
            builder => builder.WebHost.UseUrls($"http://127.0.0.1:{port}"), settings: ("Public:Url", $"http://127.0.0.1:{port}"));

        var report = await ReportAsync(host);

        Assert.True(report.GetProperty("reachable").GetBoolean(), report.ToString());
        Assert.Equal("good warning warning good good good", string.Join(' ', Outcomes(report).Select(check => check.Outcome)));
        Assert.Equal(["address", "https", "public", "connection", "answer", "range"], Outcomes(report).Select(check => check.Name));
    }

    [Fact]
    public async Task Without_an_address_it_says_which_setting_is_missing()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Public:Url", null));

        var report = await ReportAsync(host);

        Assert.False(report.GetProperty("reachable").GetBoolean());
        Assert.Contains("Public:Url", Assert.Single(report.GetProperty("checks").EnumerateArray()).GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_named()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Public:Url", "https://no-such-host.invalid"));

        var last = Outcomes(await ReportAsync(host))[^1];

        Assert.Equal(("public", "bad"), (last.Name, last.Outcome));
        Assert.Contains("no-such-host.invalid", last.Sentence);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_said_to_be_nobody()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Public:Url", $"http://127.0.0.1:{FreePort.Next()}"));

        var last = Outcomes(await ReportAsync(host))[^1];

        Assert.Equal(("connection", "bad"), (last.Name, last.Outcome));
    }

    [Fact]
    public async Task A_certificate_that_players_will_not_trust_is_refused_as_they_would()
    {
        using var certificate = SelfSigned();
        await using var proxy = await StartAsync(_ => Task.CompletedTask, certificate);
        await using var host = await AudioHost.StartAsync(settings: ("Public:Url", proxy.Urls.Single()));

        var last = Outcomes(await ReportAsync(host))[^1];

        Assert.Equal(("certificate", "bad"), (last.Name, last.Outcome));
    }

    [Fact]
    public async Task Something_else_at_the_address_is_told_from_us()
    {
        await using var page = await StartAsync(context => context.Response.WriteAsync("<h1>Router</h1>"));
        await using var nothing = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "/login";
            return Task.CompletedTask;
        });
        await using var pages = await AudioHost.StartAsync(settings: ("Public:Url", page.Urls.Single()));
        await using var nothings = await AudioHost.StartAsync(settings: ("Public:Url", nothing.Urls.Single()));

        Assert.Equal(["bad", "bad"], Outcomes(await ReportAsync(pages)).Where(check => check.Name is "answer" or "range").Select(check => check.Outcome));
        Assert.Contains("302", Outcomes(await ReportAsync(nothings))[^1].Sentence);
    }

    [Fact]
    public async Task Where_players_are_sent_on_to_the_store_the_store_is_looked_at_too()
    {
        var s3 = await S3Settings.NewBucketAsync();
        await using var network = new ABadNetwork(new Uri(s3.Endpoint!));
        var port = FreePort.Next();
        await using var host = await AudioHost.StartAsync(
            builder => builder.WebHost.UseUrls($"http://127.0.0.1:{port}"),
            settings:
            [
                .. s3.AsSettings(), ("Public:Url", $"http://127.0.0.1:{port}"), ("Audio:S3:RedirectPlayers", "true"),
                ("Audio:S3:Endpoint", network.Towards(new Uri(s3.Endpoint!)).ToString()),
            ]);

        var good = await ReportAsync(host);
        network.CutOff();
        var bad = Outcomes(await ReportAsync(host))[^1];

        Assert.True(good.GetProperty("reachable").GetBoolean(), good.ToString());
        Assert.Equal(["address", "https", "public", "connection", "store", "answer", "range"], Outcomes(good).Select(check => check.Name));
        Assert.Contains("this machine itself", Outcomes(good)[4].Sentence);
        Assert.Equal(("store", "bad"), (bad.Name, bad.Outcome));
        Assert.Contains("Audio:S3:RedirectPlayers", bad.Sentence);
    }

    [Fact]
    public async Task A_proxy_that_drops_the_range_is_found_out()
    {
        var port = FreePort.Next();
        await using var proxy = await StartAsync(async context =>
        {
            using var client = new HttpClient();
            context.Response.ContentType = "audio/mpeg";
            await context.Response.Body.WriteAsync(await client.GetByteArrayAsync($"http://127.0.0.1:{port}{context.Request.Path}"));
        });
        await using var host = await AudioHost.StartAsync(builder => builder.WebHost.UseUrls($"http://127.0.0.1:{port}"), settings: ("Public:Url", proxy.Urls.Single()));

        var report = await ReportAsync(host);

        Assert.False(report.GetProperty("reachable").GetBoolean());
        Assert.Equal([("answer", "good"), ("range", "bad")], Outcomes(report).TakeLast(2).Select(check => (check.Name, check.Outcome)));
        Assert.Contains("drops the Range header", Outcomes(report)[^1].Sentence);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.178.20", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("100.64.0.1", true)]
    [InlineData("::ffff:192.168.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("2a00:1450::1", false)]
    [InlineData("8.8.8.8", false)]
    public void Home_networks_are_told_from_the_internet(string address, bool isPrivate) => Assert.Equal(isPrivate, PublicHost.IsPrivate(IPAddress.Parse(address)));

    private static Task<JsonElement> ReportAsync(AudioHost host) => host.Client.GetFromJsonAsync<JsonElement>("/api/audio/self-test");

    private static IReadOnlyList<(string Name, string Outcome, string Sentence)> Outcomes(JsonElement report) =>
    [
        .. report.GetProperty("checks").EnumerateArray().Select(check =>
            (check.GetProperty("name").GetString()!, check.GetProperty("outcome").GetString()!, check.GetProperty("sentence").GetString()!)),
    ];

    private static async Task<WebApplication> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
