using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The tus protocol 1.0.0 as its specification tells it, and what we promise beyond.</summary>
public sealed class ResumingUploads
{
    [Fact]
    public async Task A_file_that_comes_in_portions_becomes_audio()
    {
        await using var host = await AudioHost.StartAsync();
        var bytes = await Samples.WavAsync();

        var upload = await BeginAsync(host, bytes.Length, "Once upon a time.wav", cardId: "forest");
        foreach (var (offset, portion) in Portions(bytes, 50_000))
        {
            Assert.Equal(offset, await OffsetAsync(host, upload));
            using var appended = await AppendAsync(host, upload, offset, portion);
            Assert.Equal(HttpStatusCode.NoContent, appended.StatusCode);
            Assert.Equal(offset + portion.Length, Number(appended, "Upload-Offset"));
        }

        var view = await host.Client.GetFromJsonAsync<JsonElement>(upload);
        Assert.Equal("done", view.GetProperty("state").GetString());
        var id = view.GetProperty("audioFileId").GetGuid();
        Assert.Equal("ready", await host.FinalStateAsync(id));
        Assert.Equal("Once upon a time.wav", (await host.StatusAsync(id)).GetProperty("fileName").GetString());
        Assert.Equal("forest", Assert.Single(await host.Module.AnnouncedAsync<AudioReady>()).CardId);
    }

    [Fact]
    public async Task What_came_before_the_line_broke_need_not_be_sent_again()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var bytes = await Samples.WavAsync();
        var upload = await BeginAsync(host, bytes.Length);

        await BreakOffAsync(host, upload, bytes[..100_000], announced: bytes.Length, hasArrived: () => ArrivedBytes(folder) == 100_000);

        await Eventually.HoldsAsync(async () => await OffsetAsync(host, upload) == 100_000, AudioHost.Deadline, "What had come was not kept.");
        using var rest = await AppendAsync(host, upload, 100_000, bytes[100_000..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal("ready", await host.FinalStateAsync((await host.Client.GetFromJsonAsync<JsonElement>(upload)).GetProperty("audioFileId").GetGuid()));
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_restart_and_leaves_no_portion_behind()
    {
        using var folder = new TemporaryFolder();
        var family = TenantId.New();
        var bytes = await Samples.WavAsync();
        string upload;
        await using (var first = await AudioHost.StartAsync(family: family, settings: ("Data:Folder", folder.Path)))
        {
            upload = await BeginAsync(first, bytes.Length);
            await AppendAsync(first, upload, 0, bytes[..1000]);
        }

        await using var second = await AudioHost.StartAsync(family: family, settings: ("Data:Folder", folder.Path));
        Assert.Equal(1000, await OffsetAsync(second, upload));
        await AppendAsync(second, upload, 1000, bytes[1000..]);
        Assert.Equal("ready", await second.FinalStateAsync((await second.Client.GetFromJsonAsync<JsonElement>(upload)).GetProperty("audioFileId").GetGuid()));
        Assert.Single(UploadingAudio.StoredFiles(folder.Path));
    }

    [Fact]
    public async Task Two_that_append_at_the_same_place_do_not_mix()
    {
        await using var host = await AudioHost.StartAsync();
        var bytes = await Samples.WavAsync();
        var upload = await BeginAsync(host, bytes.Length);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AppendAsync(host, upload, 0, bytes)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge]));
        Assert.Equal("ready", await host.FinalStateAsync((await host.Client.GetFromJsonAsync<JsonElement>(upload)).GetProperty("audioFileId").GetGuid()));
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_expires_with_its_bytes()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        await using var host = await AudioHost.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(time), settings: [("Data:Folder", folder.Path), ("Audio:UploadExpiryHours", "1")]);
        var upload = await BeginAsync(host, 1000);
        using var appended = await AppendAsync(host, upload, 0, new byte[500]);
        Assert.Equal(time.GetUtcNow().AddHours(1).ToString("R", CultureInfo.InvariantCulture), appended.Content.Headers.TryGetValues("Upload-Expires", out var expires) ? expires.Single() : appended.Headers.GetValues("Upload-Expires").Single());
        Assert.Single(UploadingAudio.StoredFiles(folder.Path));

        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(10));
                return UploadingAudio.StoredFiles(folder.Path).Count == 0;
            },
            AudioHost.Deadline,
            "The upload did not expire.");
    }

    [Fact]
    public async Task An_upload_can_be_ended()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var upload = await BeginAsync(host, 1000);
        await AppendAsync(host, upload, 0, new byte[500]);

        using var ended = await SendAsync(host, HttpMethod.Delete, upload);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(host, HttpMethod.Head, upload)).StatusCode);
        Assert.Empty(UploadingAudio.StoredFiles(folder.Path));
    }

    [Fact]
    public async Task Bytes_that_are_no_audio_are_refused_when_all_have_come()
    {
        await using var host = await AudioHost.StartAsync();
        var upload = await BeginAsync(host, 5);

        Assert.Equal(HttpStatusCode.NoContent, (await AppendAsync(host, upload, 0, "Hello"u8.ToArray())).StatusCode);

        var view = await host.Client.GetFromJsonAsync<JsonElement>(upload);
        Assert.Equal(("refused", "audio.unsupported-type"), (view.GetProperty("state").GetString(), view.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_breaks_the_protocol_is_refused_with_a_reason()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxUploadBytes", "100000"));
        var upload = await BeginAsync(host, 1000);

        await AudioHost.RefusedAsync(HttpStatusCode.PreconditionFailed, "upload.tus-version", await SendAsync(host, HttpMethod.Post, "/api/uploads", version: "0.2.2"));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "upload.header", await SendAsync(host, HttpMethod.Post, "/api/uploads"));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "upload.header", await SendAsync(host, HttpMethod.Post, "/api/uploads", ("Upload-Length", "-5")));
        await AudioHost.RefusedAsync(
            HttpStatusCode.BadRequest, "upload.metadata", await SendAsync(host, HttpMethod.Post, "/api/uploads", ("Upload-Length", "5"), ("Upload-Metadata", "filename !!!")));
        await AudioHost.RefusedAsync(
            HttpStatusCode.RequestEntityTooLarge, "audio.too-large", await SendAsync(host, HttpMethod.Post, "/api/uploads", ("Upload-Length", "100001"), ("Upload-Metadata", Metadata("a.wav", null))));
        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "upload.offset", await AppendAsync(host, upload, 1, new byte[1]));
        await AudioHost.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "upload.too-much", await AppendAsync(host, upload, 0, new byte[1001]));
        await AudioHost.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.media-type", await AppendAsync(host, upload, 0, new byte[1], "text/plain"));
        Assert.Equal(0, await OffsetAsync(host, upload));
    }

    [Fact]
    public async Task The_server_tells_what_it_can_do()
    {
        await using var host = await AudioHost.StartAsync();

        using var described = await SendAsync(host, HttpMethod.Options, "/api/uploads");

        Assert.Equal(HttpStatusCode.NoContent, described.StatusCode);
        Assert.Equal(("1.0.0", "creation,expiration,termination"), (described.Headers.GetValues("Tus-Version").Single(), described.Headers.GetValues("Tus-Extension").Single()));
    }

    [Fact]
    public async Task Others_neither_see_nor_touch_it()
    {
        await using var host = await AudioHost.StartAsync();
        var upload = await BeginAsync(host, 1000);
        await using var others = new Neighbour(host.Module.ClientOf(TenantId.New()));
        await using var viewer = new Neighbour(host.Module.ClientOf(host.Family, Roles.Viewer));

        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Get, HttpMethod.Delete])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await others.SendAsync(method, upload)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.SendAsync(method, upload)).StatusCode);
        }
    }

    internal static Task<string> BeginAsync(AudioHost host, long length, string fileName = "story.wav", string? cardId = null) =>
        BeginAsync(host.Client, length, fileName, cardId);

    internal static async Task<string> BeginAsync(HttpClient client, long length, string fileName = "story.wav", string? cardId = null)
    {
        using var begun = await SendAsync(client, HttpMethod.Post, "/api/uploads", ("Upload-Length", $"{length}"), ("Upload-Metadata", Metadata(fileName, cardId)));
        Assert.True(begun.StatusCode == HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        Assert.Equal("1.0.0", begun.Headers.GetValues("Tus-Resumable").Single());
        return begun.Headers.Location!.ToString();
    }

    internal static Task<HttpResponseMessage> AppendAsync(AudioHost host, string upload, long offset, byte[] bytes, string type = "application/offset+octet-stream") =>
        AppendAsync(host.Client, upload, offset, bytes, type);

    internal static Task<HttpResponseMessage> AppendAsync(HttpClient client, string upload, long offset, byte[] bytes, string type = "application/offset+octet-stream")
    {
        var request = Request(HttpMethod.Patch, upload, "1.0.0", ("Upload-Offset", $"{offset}"));
        request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        return client.SendAsync(request);
    }

    internal static async Task<long> OffsetAsync(AudioHost host, string upload)
    {
        using var found = await SendAsync(host, HttpMethod.Head, upload);
        Assert.Equal("no-store", found.Headers.CacheControl?.ToString());
        return Number(found, "Upload-Offset");
    }

    private static long Number(HttpResponseMessage response, string header) => long.Parse(response.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);

    internal static Task<HttpResponseMessage> SendAsync(AudioHost host, HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        SendAsync(host.Client, method, path, headers);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(Request(method, path, "1.0.0", headers));

    private static Task<HttpResponseMessage> SendAsync(AudioHost host, HttpMethod method, string path, string version) =>
        host.Client.SendAsync(Request(method, path, version));

    private static HttpRequestMessage Request(HttpMethod method, string path, string version, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Tus-Resumable", version);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    internal static string Metadata(string fileName, string? cardId)
    {
        var name = $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(fileName))}";
        return cardId is null ? name : $"{name},cardId {Convert.ToBase64String(Encoding.UTF8.GetBytes(cardId))}";
    }

    private static IEnumerable<(long Offset, byte[] Bytes)> Portions(byte[] bytes, int size) =>
        bytes.Chunk(size).Select((portion, index) => ((long)index * size, portion));

    private static long ArrivedBytes(TemporaryFolder folder) => UploadingAudio.StoredFiles(folder.Path).Sum(path => new FileInfo(path).Length);

    /// <summary>Announces more than it sends, and hangs up when that has arrived.</summary>
    private static async Task BreakOffAsync(AudioHost host, string upload, byte[] bytes, int announced, Func<bool> hasArrived)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Module.Address.Host, host.Module.Address.Port);
        await using var line = client.GetStream();
        var head = $"PATCH {upload} HTTP/1.1\r\nHost: x\r\nAuthorization: {host.Client.DefaultRequestHeaders.Authorization}\r\nTus-Resumable: 1.0.0\r\n"
            + $"Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {announced}\r\n\r\n";
        await line.WriteAsync(Encoding.ASCII.GetBytes(head));
        await line.WriteAsync(bytes);
        await Eventually.HoldsAsync(hasArrived, AudioHost.Deadline, "It did not arrive.");
    }

    private sealed class Neighbour(HttpClient client) : IAsyncDisposable
    {
        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => client.SendAsync(Request(method, path, "1.0.0"));

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
