using System.Net;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary><c>POST /api/scripts/{card_id}/test</c> in the wire format of story-model T1 and T2.</summary>
public sealed class TestingAStory
{
    [Fact]
    public async Task T2_every_step_of_the_forest_is_written_down()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Forest);

        var answer = await (await service.TestAsync("""{ "inputs": [ { "in": "insert" }, { "in": "left" }, { "in": "right" }, { "in": "timeout" }, { "in": "end" } ] }""")).JsonAsync();

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                { "steps": [
                  { "in": "insert", "edges": [], "path": ["1"], "output": { "do": "play", "chapter": "1", "audio": "intro.mp3" }, "chapter": "1", "phase": "playing",
                    "vars": {}, "visits": { "1": 1 }, "collected": [], "endings": [], "stack": [], "rng": "0000000000000000", "diagnostics": [], "guards": [], "effects": [] },
                  { "in": "left", "edges": ["/chapters/1/choices/left"], "path": ["2"], "output": { "do": "play", "chapter": "2", "audio": "left-path.mp3" }, "chapter": "2", "phase": "playing",
                    "vars": {}, "visits": { "1": 1, "2": 1 }, "collected": [], "endings": [], "stack": [], "rng": "0000000000000000", "diagnostics": [], "guards": [], "effects": [] },
                  { "in": "right", "edges": ["/chapters/2/choices/right"], "path": [], "output": { "do": "wait", "timer_s": 300 }, "chapter": "2", "phase": "waiting",
                    "vars": {}, "visits": { "1": 1, "2": 1 }, "collected": [], "endings": [], "stack": [], "rng": "0000000000000000", "diagnostics": [], "guards": [], "effects": [] },
                  { "in": "timeout", "edges": [], "path": [], "output": { "do": "stop" }, "chapter": "2", "phase": "stopped",
                    "vars": {}, "visits": { "1": 1, "2": 1 }, "collected": [], "endings": [], "stack": [], "rng": "0000000000000000", "diagnostics": [], "guards": [], "effects": [] },
                  { "in": "end", "edges": [], "path": [], "output": { "do": "none" }, "chapter": "2", "phase": "stopped",
                    "vars": {}, "visits": { "1": 1, "2": 1 }, "collected": [], "endings": [], "stack": [], "rng": "0000000000000000", "diagnostics": [], "guards": [], "effects": [] }
                ] }
                """),
            answer), answer.ToJsonString());
    }

    [Fact]
    public async Task T1_a_story_in_the_request_is_played_for_any_card_and_nothing_is_stored()
    {
        await using var service = await ScriptService.StartAsync();
        var story = Core.Stories.Of(""" "1": { "audio_file_id": "a.mp3", "wait": { "nudge": "n.mp3" }, "choices": { "left": { "next_chapter": { "ending": "e" } } } } """, """ "endings": { "e": {} }, """);

        var answer = await (await service.TestAsync(
            $$"""{ "script": {{story}}, "seed": "00000000000000ff", "inputs": [ { "in": "insert", "at": "2026-05-01T19:00:00" }, { "in": "end" }, { "in": "timeout" }, { "in": "left", "pos_ms": 12 } ] }""",
            cardId: "a-card-that-is-not-there")).JsonAsync();

        var steps = answer["steps"]!.AsArray();
        Assert.Equal("00000000000000ff", (string?)steps[0]!["rng"]);
        Assert.Equal("""{"do":"wait","timer_s":10}""", steps[1]!["output"]!.ToJsonString());
        Assert.Equal("""{"do":"play","chapter":"1","audio":"n.mp3","nudge":1}""", steps[2]!["output"]!.ToJsonString());
        Assert.Equal("""{"do":"stop","ending":"e"}""", steps[3]!["output"]!.ToJsonString());
        Assert.Equal("""["e"]""", steps[3]!["endings"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/a-card-that-is-not-there")).StatusCode);
    }

    [Fact]
    public async Task T2_an_end_without_an_ending_says_null()
    {
        await using var service = await ScriptService.StartAsync();

        var answer = await (await service.TestAsync($$"""{ "script": {{Core.Stories.Of(""" "1": { "audio_file_id": "a.mp3" } """)}}, "inputs": [ { "in": "insert" }, { "in": "end" } ] }""")).JsonAsync();

        Assert.Equal("""{"do":"stop","ending":null}""", answer["steps"]![1]!["output"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "inputs": [ { "in": "jump" } ] }""", "schema", "/inputs/0/in")]
    [InlineData("""{ "inputs": [ { } ] }""", "schema", "/inputs/0")]
    [InlineData("""{ "inputs": [ 3 ] }""", "schema", "/inputs/0")]
    [InlineData("""{ }""", "schema", "")]
    [InlineData("""[ ]""", "schema", "")]
    [InlineData("""{ "inputs": [], "inputs": [] }""", "json", "/inputs")]
    [InlineData("""{ "inputs": [], "seed": "12" }""", "schema", "/seed")]
    [InlineData("""{ "inputs": [], "initial": { "gold": 1 } }""", "unknown-name", "/initial/gold")]
    [InlineData("""{ "inputs": [ { "in": "insert", "at": "yesterday" } ] }""", "schema", "/inputs/0/at")]
    [InlineData("""{ "script": { "version": "1.0", "card_id": "a", "chapters": {} }, "inputs": [] }""", "schema", "/chapters")]
    [InlineData("""{ "script": { "version": "2.0", "card_id": "a", "chapters": { "1": { "on_enter": [ { "when": "1 <", "toggle": "b" } ] } } }, "inputs": [] }""", "guard-syntax", "/chapters/1/on_enter/0/when")]
    [InlineData("""{ "script": { "version": "2.0", "card_id": "a", "variables": { "b": { "type": "bool" } }, "chapters": { "1": {} } }, "initial": { "b": 1 }, "inputs": [] }""", "bad-domain", "/initial/b")]
    public async Task T1_what_cannot_be_played_is_400_with_its_places(string body, string code, string pointer)
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Forest);

        var refused = await service.TestAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var diagnostics = (await refused.JsonAsync())["diagnostics"]!.AsArray();
        Assert.Contains(diagnostics, diagnostic => (string?)diagnostic!["code"] == code && (string?)diagnostic["pointer"] == pointer);
    }

    [Fact]
    public async Task T1_a_test_of_a_card_without_a_story_is_404_whatever_it_asks()
    {
        await using var service = await ScriptService.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await service.TestAsync("""{ "inputs": [] }""")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.TestAsync("nonsense")).StatusCode);
    }
}
