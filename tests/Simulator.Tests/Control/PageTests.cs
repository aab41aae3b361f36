using System.Net;
using System.Text.RegularExpressions;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Control;

/// <summary>The page for people, as Chromium shows it.</summary>
public sealed partial class PageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_person_sees_each_player_with_its_display_its_knobs_and_the_card_in_its_slot()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02"));
        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.ActAsync("turn-right", new { steps = 1 });

        var page = await LookAsync();

        Assert.Contains(">Forest Adventure</span>", page);
        Assert.Contains(">Chapter 02</b>", page);
        Assert.Contains("The display shows the picture of Track 02.", page);
        Assert.Contains("The display shows the time.", page);   // On the other player.
        Assert.Equal(2 * 2, Knob().Count(page));
    }

    [Fact]
    public async Task A_person_sees_what_is_broken()
    {
        await _cloud.BreakAsync(new { kind = "commands-lost", playerId = _cloud.PlayerId, times = 3 });

        Assert.Contains("commands lost · Nursery · 3 more times", await LookAsync());
    }

    [Fact]
    public async Task All_that_the_page_is_made_of_is_there_with_its_type()
    {
        var names = await NamesFromAsync("index.html", []);

        Assert.Superset(new HashSet<string> { "style.css", "main.js", "display.js", "knob.js" }, names);
        foreach (var name in names)
        {
            using var file = await _cloud.Anonymous.GetAsync($"/sim/page/{name}");
            var type = Path.GetExtension(name) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "text/html" };
            Assert.Equal((HttpStatusCode.OK, type), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        }
        using var missing = await _cloud.Anonymous.GetAsync("/sim/page/none.js");
        await RunningCloud.ErrorAsync(missing, 404);
    }

    /// <summary>What the document has become two seconds of the browser's own time after it was opened, without the template.</summary>
    private async Task<string> LookAsync()
    {
        var document = await ProcessRunner.RunAsync(
            "chromium",
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.Path}", "--virtual-time-budget=2000", "--dump-dom",
                $"{_cloud.Ready.Http}/sim",
            ],
            TimeSpan.FromMinutes(1));
        return Template().Replace(document, "");
    }

    private async Task<HashSet<string>> NamesFromAsync(string name, HashSet<string> known)
    {
        if (!known.Add(name)) return known;
        foreach (Match reference in Reference().Matches(await _cloud.Anonymous.GetStringAsync($"/sim/page/{name}")))
            await NamesFromAsync(reference.Groups["name"].Value, known);
        return known;
    }

    [GeneratedRegex("""(/sim/page/|from "\./)(?<name>[\w.]+)""")]
    private static partial Regex Reference();

    [GeneratedRegex("<template.*?</template>", RegexOptions.Singleline)]
    private static partial Regex Template();

    [GeneratedRegex("""<button class="knob""")]
    private static partial Regex Knob();
}
