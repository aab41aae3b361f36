using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class ReadingTags
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Ogg has chapters only as comments, which ffmpeg reads and does not write.</summary>
    private static readonly string[] ChapterComments =
    [
        "-metadata", "CHAPTER001=00:00:00.000", "-metadata", "CHAPTER001NAME=Gate", "-metadata", "CHAPTER002=00:00:02.000", "-metadata", "CHAPTER002NAME=Bridge",
    ];

    [Theory]
    [InlineData("m4b")]
    [InlineData("mp3")]
    [InlineData("ogg")]
    public async Task The_chapters_and_names_of_an_audiobook_are_found(string extension)
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("tags.txt"), """
            ;FFMETADATA1
            title=The Forest
            artist=A. Fox
            album=Wood\nand\nwater
            [CHAPTER]
            TIMEBASE=1/1000
            START=0
            END=2000
            title=Gate
            [CHAPTER]
            TIMEBASE=1/1000
            START=2000
            END=5000
            title=Bridge
            """);
        var (sound, book) = (await ASound.WavAsync(folder, seconds: 5), folder.File($"book.{extension}"));
        await ProcessRunner.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-i", sound, "-i", folder.File("tags.txt"), "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", .. MuxerOptions(extension), book], Deadline);

        var id = await host.UploadUntilReadyAsync(await File.ReadAllBytesAsync(book), $"book.{extension}");
        var insight = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{id}/insight");

        Assert.Equal(("The Forest", "A. Fox"), (insight.GetProperty("title").GetString(), insight.GetProperty("artist").GetString()));
        Assert.DoesNotContain('\n', insight.GetProperty("album").GetString()!);
        Assert.Equal(
            [("Gate", 0, 2000), ("Bridge", 2000, 3000)],
            insight.GetProperty("chapters").EnumerateArray().Select(chapter => (
                chapter.GetProperty("title").GetString()!, chapter.GetProperty("startMilliseconds").GetInt32(), chapter.GetProperty("lengthMilliseconds").GetInt32())));
    }

    private static string[] MuxerOptions(string extension) => extension switch
    {
        "m4b" => ["-f", "ipod"],
        "ogg" => ChapterComments,
        _ => [],
    };

    [Fact]
    public async Task A_file_without_tags_has_none()
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var insight = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{id}/insight");

        Assert.Equal((JsonValueKind.Null, 0), (insight.GetProperty("title").ValueKind, insight.GetProperty("chapters").GetArrayLength()));
    }
}
