using System.Net;
using System.Net.Http.Headers;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Stories.Interchange;
using YotoSmartStream.Stories.Tests.Service;

namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ImportingOverHttp
{
    private const string Twee = ":: StoryTitle\nTale\n:: Start\nWhere to? <<set $x to 1>>\n[[Cave]]\n[[Pond]]\n:: Cave\nDark.\n:: Pond\nWet.";

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/x-twee")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task A_file_becomes_the_draft_of_its_card_and_its_losses_are_listed(string? mediaType)
    {
        await using var service = await ScriptService.StartAsync();

        var imported = await ImportAsync(service, Twee, mediaType: mediaType);
        var answer = await imported.JsonAsync();

        Assert.Equal((HttpStatusCode.Created, "\"1\""), (imported.StatusCode, imported.Headers.ETag?.Tag));
        Assert.Equal(("twee", 1), ((string?)answer["format"], (int)answer["version"]!));
        Assert.Equal(["macro", "audio-to-record"], answer["losses"]!.AsArray().Select(loss => (string?)loss!["code"]));
        Assert.Equal(("Start", 3, "lost"), ((string?)answer["losses"]![0]!["passage"], (int?)answer["losses"]![0]!["line"], (string?)answer["losses"]![0]!["severity"]));
        Assert.Equal("Tale", (string?)(await (await service.GetAsync("/api/scripts/adventure-001")).JsonAsync())["title"]);
    }

    [Fact]
    public async Task An_imported_story_can_be_told_at_once()
    {
        await using var service = await ScriptService.StartAsync();
        await ImportAsync(service, Twee);

        var told = await (await service.TestAsync("""{ "inputs": [ { "in": "insert" }, { "in": "right" }, { "in": "end" } ] }""")).JsonAsync();

        Assert.Equal(
            ["""{"do":"play","chapter":"Start","audio":"Start.mp3"}""", """{"do":"play","chapter":"Pond","audio":"Pond.mp3"}""", """{"do":"stop","ending":null}"""],
            told["steps"]!.AsArray().Select(step => step!["output"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_dry_run_says_everything_and_stores_nothing()
    {
        await using var service = await ScriptService.StartAsync();

        var answer = await (await ImportAsync(service, Twee, query: "?dryRun=true")).JsonAsync();

        Assert.Null(answer["version"]);
        Assert.Equal("left", answer["story"]!["chapters"]!["Start"]!["choices"]!.AsObject().First().Key);
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001")).StatusCode);
    }

    [Fact]
    public async Task What_was_imported_is_exported_and_imported_again_as_the_same_story()
    {
        await using var service = await ScriptService.StartAsync();
        var first = (await (await ImportAsync(service, Twee)).JsonAsync())["story"]!.ToJsonString();

        var export = await service.GetAsync("/api/scripts/adventure-001/export?format=twee");
        var second = (await (await ImportAsync(service, await export.Content.ReadAsStringAsync(), ifMatch: "\"1\"")).JsonAsync())["story"]!.ToJsonString();

        Assert.Equal(("text/plain", "utf-8", "adventure-001.twee"), (export.Content.Headers.ContentType?.MediaType, export.Content.Headers.ContentType?.CharSet, export.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_story_that_somebody_else_has_changed_is_not_overwritten_by_an_import()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await ImportAsync(service, Twee, ifMatch: "\"7\"")).StatusCode);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), await StatusAndTagAsync(await ImportAsync(service, Twee, ifMatch: "\"1\"")));
    }

    [Theory]
    [InlineData("Once upon a time.", HttpStatusCode.UnsupportedMediaType, "import.unknown-format")]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "import.empty")]
    [InlineData("{ \"a\": ", HttpStatusCode.BadRequest, "import.broken-json")]
    [InlineData("{ \"version\": \"9\", \"chapters\": { \"1\": 3 } }", HttpStatusCode.BadRequest, "import.story-invalid")]
    [InlineData("<tw-storydata>", HttpStatusCode.UnprocessableEntity, "import.no-passages")]
    public async Task What_is_no_story_is_refused_and_nothing_is_stored(string file, HttpStatusCode status, string code)
    {
        await using var service = await ScriptService.StartAsync();

        var refused = await ImportAsync(service, file);

        Assert.Equal((status, code), (refused.StatusCode, (string?)(await refused.JsonAsync())["code"]));
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001")).StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_wrapped_in_a_form_is_refused()
    {
        await using var service = await ScriptService.StartAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ImportAsync(service, new string('x', InterchangeLimits.FileBytes + 1))).StatusCode);
        Assert.Equal("import.form", (string?)(await (await ImportAsync(service, "a=b", mediaType: "application/x-www-form-urlencoded")).JsonAsync())["code"]);
    }

    [Fact]
    public async Task Only_who_manages_a_card_of_the_family_imports_to_it()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        Assert.Equal(HttpStatusCode.NotFound, (await ImportAsync(service, Twee, cardId: "unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ImportAsync(service, Twee, tenant: TenantId.New())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ImportAsync(service, Twee, role: Roles.Viewer)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001/export", TenantId.New())).StatusCode);
        Assert.Equal("export.unknown-format", (string?)(await (await service.GetAsync("/api/scripts/adventure-001/export?format=doc")).JsonAsync())["code"]);
    }

    private static async Task<(HttpStatusCode Status, string? Tag)> StatusAndTagAsync(HttpResponseMessage response)
    {
        await response.Content.LoadIntoBufferAsync();
        return (response.StatusCode, response.Headers.ETag?.Tag);
    }

    private static async Task<HttpResponseMessage> ImportAsync(
        ScriptService service, string file, string? mediaType = "text/plain", string query = "", string? ifMatch = null,
        string cardId = ScriptService.CardId, string role = Roles.Parent, TenantId? tenant = null)
    {
        using var client = service.Host.ClientOf(tenant ?? service.Family, role);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/scripts/{cardId}/import{query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await client.SendAsync(request);
    }
}
