using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Attacks of security.md S20 to S23 and S25 on the way in; each fixture is made here.</summary>
public sealed class WithstandingHostileAudio
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_playlist_makes_the_converter_call_home_or_read_a_file_of_others()
    {
        await using var host = await AudioHost.StartAsync();
        using var elsewhere = new TemporaryFolder();
        var canary = await ASound.WavAsync(elsewhere, seconds: 2);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var home = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a.mp3";

        foreach (var target in (string[])[home, canary, $"file:{canary}", $"concat:{canary}|{canary}", $"subfile,,start,0,end,0,,:{canary}"])
        foreach (var (name, text) in Playlists(target))
        foreach (var disguise in (string[])["", "ID3\u0004\0\0\0\0\0\0", "RIFF\u0010\0\0\0WAVE"])
        {
            using var response = await host.UploadAsync(Encoding.Latin1.GetBytes(disguise + text), "story.mp3");
            Assert.True(
                response.StatusCode is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity,
                $"{name} to {target} behind '{disguise}' was answered with {response.StatusCode}.");
        }

        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("zip behind", "PK\u0003\u0004evil.php\0\0\0\0", false)]
    [InlineData("pdf before", "%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>endobj\n", true)]
    [InlineData("page before", "<html><script>alert(1)</script></html>", true)]
    public async Task Of_a_polyglot_only_the_sound_is_left(string name, string other, bool before)
    {
        await using var host = await AudioHost.StartAsync();
        var mp3 = await Samples.MakeAsync("mp3");
        var tag = new byte[10 + other.Length];
        Encoding.Latin1.GetBytes("ID3\u0004\0\0\0\0\0" + (char)other.Length + other).CopyTo(tag, 0);

        var id = await host.UploadUntilReadyAsync(before ? [.. tag, .. mp3] : [.. mp3, .. Encoding.Latin1.GetBytes(other)], $"{name}.mp3");

        using var played = await host.Client.GetAsync($"/api/audio/{id}");
        Assert.Equal(-1, (await played.Content.ReadAsByteArrayAsync()).AsSpan().IndexOf(Encoding.Latin1.GetBytes(other)));
        Assert.Equal(("audio/mpeg", "nosniff"), (played.Content.Headers.ContentType?.MediaType, played.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    [Fact]
    public async Task A_day_of_silence_in_a_small_file_is_refused_quickly()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxHours", "0.5"));
        var bomb = await Samples.MakeAsync("flac", seconds: 3000, frequencyHz: 0, encoding: ["-ar", "8000"]);

        Assert.InRange(bomb.Length, 0, 2_000_000);
        await AudioHost.RefusedAsync(HttpStatusCode.UnprocessableEntity, "audio.too-long", await host.UploadAsync(bomb, "bomb.flac"));
    }

    [Fact]
    public async Task A_header_that_lies_about_its_length_harms_nobody()
    {
        await using var host = await AudioHost.StartAsync();
        var liar = await Samples.MakeAsync("flac", seconds: 2);
        var samples = liar.AsSpan(18, 8);   // STREAMINFO: 36 bits of samples, at 44.1 kHz a claim of more than two weeks.
        BinaryPrimitives.WriteUInt64BigEndian(samples, BinaryPrimitives.ReadUInt64BigEndian(samples) | 0xF_FFFF_FFFF);

        await host.UploadUntilReadyAsync(liar, "liar.flac");
    }

    [Fact]
    public async Task A_huge_cover_costs_nothing()
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        var (cover, sound, covered) = (folder.File("cover.png"), await ASound.Mp3Async(folder, seconds: 2), folder.File("covered.mp3"));
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=size=15000x15000:duration=0.04", "-frames:v", "1", "-pix_fmt", "gray", cover], Deadline);
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-i", sound, "-i", cover, "-map", "0:a", "-map", "1:v", "-c", "copy", covered], Deadline);
        var mp3 = await File.ReadAllBytesAsync(sound);
        const int pictureBytes = 100 << 20;
        byte[] size = [pictureBytes >> 21 & 0x7F, pictureBytes >> 14 & 0x7F, pictureBytes >> 7 & 0x7F, pictureBytes & 0x7F];
        byte[] frameSize = [(byte)((pictureBytes - 10) >> 21 & 0x7F), (byte)((pictureBytes - 10) >> 14 & 0x7F), (byte)((pictureBytes - 10) >> 7 & 0x7F), (byte)((pictureBytes - 10) & 0x7F)];

        await host.UploadUntilReadyAsync(await File.ReadAllBytesAsync(covered), "covered.mp3");
        await host.UploadUntilReadyAsync([.. "ID3"u8, 4, 0, 0, .. size, .. "APIC"u8, .. frameSize, 0, 0, .. new byte[pictureBytes - 10], .. mp3], "picture.mp3");
    }

    [Fact]
    public async Task Streams_and_chapters_without_number_are_refused_or_ignored_but_never_waited_for()
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        var chapters = new StringBuilder(";FFMETADATA1\n");
        for (var chapter = 0; chapter < 20_000; chapter++) chapters.Append(System.Globalization.CultureInfo.InvariantCulture, $"[CHAPTER]\nTIMEBASE=1/1000\nSTART={chapter}\nEND={chapter + 1}\ntitle=c{chapter}\n");
        await File.WriteAllTextAsync(folder.File("chapters.txt"), chapters.ToString());
        var (sound, book) = (await ASound.WavAsync(folder, seconds: 20), folder.File("book.m4b"));
        await ProcessRunner.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-i", sound, "-i", folder.File("chapters.txt"), "-map_metadata", "1", "-map_chapters", "1", "-f", "ipod", book], Deadline);
        var page = (await Samples.MakeAsync("ogg", seconds: 0.2))[..58];   // The first page; its serial number is at 14.
        var streams = Enumerable.Range(0, 20_000).SelectMany(serial => WithSerial(page, serial)).ToArray();

        await host.UploadUntilReadyAsync(await File.ReadAllBytesAsync(book), "book.m4b");
        using var refused = await host.UploadAsync(streams, "streams.ogg");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Player.GetAsync("/health/ready")).StatusCode);
    }

    [Theory]
    [InlineData("-i.mp3")]
    [InlineData("file:story.mp3")]
    [InlineData("concat:a|b.mp3")]
    [InlineData("$(id) ; `id`.mp3")]
    [InlineData("a\r\nSet-Cookie: x=1.mp3")]
    [InlineData("CON.mp3")]
    [InlineData("..%2f..%2fetc.mp3")]
    [InlineData("%s%n%d\".mp3")]
    public async Task A_name_is_only_a_name(string fileName)
    {
        await using var host = await AudioHost.StartAsync();

        using var accepted = await host.Client.PostAsync($"/api/audio?fileName={Uri.EscapeDataString(fileName)}", new ByteArrayContent(await Samples.MakeAsync("mp3", seconds: 1)));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("ready", await host.FinalStateAsync((await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid()));
    }

    private static IEnumerable<(string Name, string Text)> Playlists(string target) =>
    [
        ("HLS", $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n"),
        ("DASH", $"<?xml version=\"1.0\"?><MPD type=\"static\"><Period><AdaptationSet mimeType=\"audio/mp4\"><Representation><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>"),
        ("SDP", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"),
        ("ffconcat", $"ffconcat version 1.0\nfile '{target}'\n"),
        ("AVI with GAB2 subtitles", Encoding.Latin1.GetString(AviWithSubtitles($"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n"))),
    ];

    /// <summary>One stream of text, whose only packet is handed on to a second reader.</summary>
    private static byte[] AviWithSubtitles(string text)
    {
        byte[] mainHeader = [.. new byte[24], 1, .. new byte[31]];                     // One stream.
        byte[] streamHeader = [.. "txts"u8, .. new byte[16], 1, 0, 0, 0, 1, 0, 0, 0, .. new byte[28]];
        byte[] packet = [.. "GAB2\0"u8, 2, 0, 2, 0, 0, 0, 0, 0, 4, 0, .. Size(text.Length), .. Encoding.Latin1.GetBytes(text)];
        var header = Chunk("LIST", [.. "hdrl"u8, .. Chunk("avih", mainHeader), .. Chunk("LIST", [.. "strl"u8, .. Chunk("strh", streamHeader), .. Chunk("strf", [])])]);
        return Chunk("RIFF", [.. "AVI "u8, .. header, .. Chunk("LIST", [.. "movi"u8, .. Chunk("00tx", packet)])]);
    }

    private static byte[] Chunk(string name, byte[] content) => [.. Encoding.ASCII.GetBytes(name), .. Size(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Size(int length)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }

    private static byte[] WithSerial(byte[] page, int serial)
    {
        var copy = page.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(14), serial);
        return copy;
    }
}
