using System.IO.Compression;
using System.Net;
using System.Text;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class UploadingArchives
{
    [Fact]
    public async Task A_folder_in_a_zip_becomes_an_audio_file_for_each_of_its_files()
    {
        await using var host = await AudioHost.StartAsync();
        var zip = Zip(
            ("Book/02 Wood.mp3", await Samples.MakeAsync("mp3", frequencyHz: 500)), ("Book/01 Gate.wav", await Samples.WavAsync()),
            ("Book/cover.txt", "no sound"u8.ToArray()), ("Book/", []), ("__MACOSX/Book/._01 Gate.wav", [1]), ("Book/.DS_Store", [1]), ("../../../evil.wav", await Samples.WavAsync(1, 700)));

        using var response = await PostAsync(host, zip);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var items = (await AudioHost.JsonAsync(response)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["evil.wav", "01 Gate.wav", "02 Wood.mp3", "cover.txt"], items.Select(item => item.GetProperty("fileName").GetString()));
        Assert.Equal("audio.unsupported-type", items[3].GetProperty("code").GetString());
        foreach (var item in items.Take(3)) Assert.Equal("ready", await host.FinalStateAsync(item.GetProperty("audioFileId").GetGuid()));
    }

    [Fact]
    public async Task An_archive_with_too_many_entries_is_refused_before_it_is_read()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxArchiveEntries", "10"));

        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.archive-too-large", host, Zip([.. Enumerable.Range(0, 11).Select(index => ($"{index}.wav", new byte[1]))]));
    }

    [Fact]
    public async Task A_bomb_is_refused_while_it_unpacks()
    {
        await using var host = await AudioHost.StartAsync();

        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.archive-too-large", host, Zip(("bomb.wav", new byte[50_000_000])));
    }

    [Fact]
    public async Task What_is_no_archive_or_a_damaged_one_is_refused()
    {
        await using var host = await AudioHost.StartAsync();
        var zip = Zip(("a.wav", await Samples.WavAsync()));
        var damaged = zip.ToArray();
        damaged.AsSpan(0, damaged.Length / 2).Fill(0x55);

        foreach (var bytes in (byte[][])[[], "PK\u0003\u0004"u8.ToArray(), Encoding.ASCII.GetBytes(new string('x', 100_000)), zip[..^30], damaged])
            await RefusedAsync(HttpStatusCode.UnprocessableEntity, "audio.archive-unreadable", host, bytes);
    }

    private static async Task RefusedAsync(HttpStatusCode status, string code, AudioHost host, byte[] zip) =>
        await AudioHost.RefusedAsync(status, code, await PostAsync(host, zip));

    private static Task<HttpResponseMessage> PostAsync(AudioHost host, byte[] zip) => host.UploadAsync(zip, "book.zip", "/api/audio/archives");

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return zip.ToArray();
    }
}
