using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Scenarios;

/// <summary>What an operator sees of one thing that happened.</summary>
public abstract partial class ProductScenarios
{
    [Fact]
    public async Task A_turn_of_the_knob_is_one_trace_from_the_players_message_to_the_command()
    {
        await Household.Walker().WalkAsync(StoryPaths.Of(ForestAdventure.Script())[0]);

        await ATraceHoldsAsync("bridge observe", "script-advance-playthrough-on-player-observed handle", "bridge-send-command-on-player-command-requested handle");
    }

    [Fact]
    public async Task A_request_is_one_trace_with_what_other_modules_do_because_of_it()
    {
        await Household.Api.CreateCardAsync($"traced-{Guid.CreateVersion7():n}", "Traced", CancellationToken);

        await ATraceHoldsAsync("POST /api/cards", "script-follow-cards-on-card-changed handle");
    }

    private Task ATraceHoldsAsync(params string[] names) => Eventually.HoldsAsync(
        () => Task.FromResult(running.Telemetry.Spans.GroupBy(span => span.TraceId).Any(trace => !names.Except(trace.Select(span => span.Name)).Any())),
        TimeSpan.FromSeconds(30),
        () => $"No trace holds {string.Join(", ", names)}. Among {running.Telemetry.Spans.Count} spans are: "
            + string.Join(", ", running.Telemetry.Spans.Select(span => $"{span.Service}: {span.Name}").Distinct()));
}
