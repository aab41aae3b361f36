using System.Net;
using System.Net.Http.Json;
using YotoSmartStream.AudioFiles.Speech;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class SpeakingTexts
{
    [Fact]
    public async Task A_text_becomes_an_audio_file_that_can_be_played()
    {
        await using var host = await AudioHost.StartAsync();

        using var answer = await host.Client.PostAsJsonAsync("/api/audio/speech", new { text = "Once upon a time, there was a bear." });
        var file = await AudioHost.JsonAsync(answer);
        var id = file.GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("Once upon a time, there was a bear.wav", file.GetProperty("fileName").GetString());
        Assert.Equal("ready", await host.FinalStateAsync(id));
        Assert.InRange((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64(), 1_000, 6_000);
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(await host.MintAsync(id))).StatusCode);
    }

    [Fact]
    public async Task A_question_gets_its_silent_tail()
    {
        await using var host = await AudioHost.StartAsync();

        var without = await SpeakAsync(host, new { text = "Left or right?", fileName = "short.wav" });
        var with = await SpeakAsync(host, new { text = "Left or right?", fileName = "long.wav", tailSeconds = 6 });

        Assert.InRange(with - without, 5_900, 6_100);
    }

    [Fact]
    public async Task Speed_and_voice_can_be_chosen()
    {
        await using var host = await AudioHost.StartAsync();
        const string text = "The otter swims up the river and pulls you home on a raft of leaves.";

        var slow = await SpeakAsync(host, new { text, wordsPerMinute = 80 });
        var fast = await SpeakAsync(host, new { text, wordsPerMinute = 300, voice = "de" });

        Assert.True(slow > 2 * fast, $"{slow} ms and {fast} ms.");
    }

    [Fact]
    public async Task The_same_text_is_the_same_file()
    {
        await using var host = await AudioHost.StartAsync();
        await SpeakAsync(host, new { text = "Again." });

        using var again = await host.Client.PostAsJsonAsync("/api/audio/speech", new { text = "Again." });

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Only_what_can_be_spoken_is_accepted()
    {
        await using var host = await AudioHost.StartAsync();

        foreach (var (body, code) in ((object, string)[])
        [
            (new { text = " " }, "speech.text"),
            (new { text = new string('a', SpokenText.MaxCharacters + 1) }, "speech.text"),
            (new { text = "a", voice = "../../etc/passwd" }, "speech.voice"),
            (new { text = "a", voice = "-w" }, "speech.voice"),
            (new { text = "a", voice = "xx-none" }, "speech.voice"),
            (new { text = "a", wordsPerMinute = 1_000 }, "speech.words-per-minute"),
            (new { text = "a", tailSeconds = -1 }, "speech.tail"),
            (new { text = "a", fileName = "built-in:silence" }, "audio.file-name"),
        ])
        {
            await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, code, await host.Client.PostAsJsonAsync("/api/audio/speech", body));
        }
    }

    [Fact]
    public async Task A_text_that_looks_like_an_option_is_spoken()
    {
        await using var host = await AudioHost.StartAsync();

        Assert.True(await SpeakAsync(host, new { text = "-w /etc/passwd --help $(reboot)", fileName = "odd.wav" }) > 1_000);
    }

    private static async Task<long> SpeakAsync(AudioHost host, object body)
    {
        using var answer = await host.Client.PostAsJsonAsync("/api/audio/speech", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = (await AudioHost.JsonAsync(answer)).GetProperty("id").GetGuid();
        Assert.Equal("ready", await host.FinalStateAsync(id));
        return (await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64();
    }
}
