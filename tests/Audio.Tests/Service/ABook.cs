using System.Globalization;
using System.Text;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>An audiobook with chapters, made by ffmpeg.</summary>
internal static class ABook
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static async Task<byte[]> OfAsync(string extension, params (string Title, int Seconds)[] chapters)
    {
        using var folder = new TemporaryFolder();
        var (tags, sound, book) = (folder.File("tags.txt"), folder.File("sound.wav"), folder.File($"book.{extension}"));
        await File.WriteAllTextAsync(tags, Describe(chapters));
        await File.WriteAllBytesAsync(sound, await Samples.WavAsync(chapters.Sum(chapter => chapter.Seconds)));
        string[] format = extension == "m4b" ? ["-f", "ipod"] : [];
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-i", sound, "-i", tags, "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", .. format, book], Deadline);
        return await File.ReadAllBytesAsync(book);
    }

    private static string Describe((string Title, int Seconds)[] chapters)
    {
        var text = new StringBuilder(";FFMETADATA1\n");
        var start = 0;
        foreach (var (title, seconds) in chapters)
        {
            text.Append(CultureInfo.InvariantCulture, $"[CHAPTER]\nTIMEBASE=1/1\nSTART={start}\nEND={start + seconds}\ntitle={title}\n");
            start += seconds;
        }

        return text.ToString();
    }
}
