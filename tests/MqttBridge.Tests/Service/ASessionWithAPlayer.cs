using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The whole path over real sockets: a scripted player, our broker, the bridge with its database.</summary>
public sealed class ASessionWithAPlayer
{
    private const long Noon = 1_767_222_000;

    [Fact]
    public async Task A_turn_of_the_knob_is_announced_as_the_childs_choice()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        await cloud.SayAsync(ACloud.Playing("01", 0, Noon + 10));
        await cloud.SayAsync(ACloud.Playing("02", 0, Noon + 15));

        await bridge.SawAsync(seen => seen is { Kind: ObservationKinds.CardInserted, YotoCardId: "5aB3x", Source: "card" });
        var choice = await bridge.SawAsync(seen => seen.Kind == ObservationKinds.TrackEntered);
        Assert.Equal((TrackCauses.SkippedForward, "right", "01", "02"), (choice.Cause, choice.Button, choice.PreviousChapterKey, choice.ChapterKey));
        Assert.Equal((ABridge.Account, ABridge.Family.Value), (choice.YotoAccountId, choice.TenantId));
    }

    [Fact]
    public async Task A_card_start_goes_out_and_its_effect_completes_it()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        var request = await bridge.AskForChapterAsync("05");

        var end = await bridge.EndOfAsync(request);
        Assert.Equal((CommandOutcomes.Done, null), (end.Outcome, end.Reason));
        Assert.Contains("\"chapterKey\":\"05\",\"trackKey\":\"05\",\"secondsIn\":0", Assert.Single(cloud.Starts));
        Assert.Equal(request.CommandId, (await bridge.SawAsync(seen => seen.ChapterKey == "05")).CommandId);
        Assert.Equal(0, await bridge.RowsAsync<BridgeCommand>());
    }

    [Fact]
    public async Task A_player_that_does_not_obey_is_asked_twice_and_then_given_up()
    {
        await using var cloud = new ACloud { Obeys = false };
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        var end = await bridge.EndOfAsync(await bridge.AskForChapterAsync("05"));

        Assert.Equal((CommandOutcomes.Failed, CommandFailures.NoEffect), (end.Outcome, end.Reason));
        Assert.Equal(2, cloud.Starts.Count);
    }

    [Fact]
    public async Task A_player_that_is_off_refuses_at_once_and_its_presence_is_announced()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);
        await cloud.BeOnlineAsync(false);
        await Eventually.HoldsAsync(
            async () => (await bridge.Host.AnnouncedAsync<PlayerPresenceChanged>()).Any(presence => !presence.Online),
            TimeSpan.FromSeconds(10),
            "That the player went off was never announced.");

        var end = await bridge.EndOfAsync(await bridge.AskForChapterAsync("05"));

        Assert.Equal(CommandFailures.Offline, end.Reason);
        Assert.Empty(cloud.Starts);
    }

    [Fact]
    public async Task A_command_for_a_player_that_nobody_linked_is_refused()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        var end = await bridge.EndOfAsync(await bridge.AskAsync(PlayerCommands.CardStop, playerId: "yNobody"));

        Assert.Equal(CommandFailures.NotLinked, end.Reason);
    }

    [Fact]
    public async Task Malformed_messages_are_counted_and_the_next_good_one_is_heard()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        foreach (var payload in new[] { "", "{", "[]", "null", "<html>", "{\"volume\":" }) await cloud.SayRawAsync("data/events", payload);
        await cloud.SayRawAsync("response", "{\"status\":5}");
        await cloud.SayAsync(new { volume = 10, eventUtc = Noon + 5 });

        Assert.Equal(2, (await bridge.SawAsync(seen => seen.Kind == ObservationKinds.VolumeStepped)).VolumeSteps);
        Assert.Equal(7, bridge.Line!.Malformed);
        Assert.Equal(1, cloud.Connections);
    }

    [Fact]
    public async Task Position_ticks_are_acknowledged_but_never_saved()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);
        await cloud.SayAsync(ACloud.Playing("01", 0, Noon + 10));
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);

        for (var tick = 1; tick <= 5; tick++) await cloud.SayAsync(ACloud.Playing("01", tick * 5, Noon + 10 + (tick * 5)));
        await Eventually.HoldsAsync(() => bridge.Line!.State.Snapshot.PositionSeconds == 25, TimeSpan.FromSeconds(10), "The ticks were not heard.");

        Assert.Single(await bridge.Host.AnnouncedAsync<PlayerObserved>());
        Assert.Equal(0, (await bridge.SavedPlayerAsync()).Snapshot.PositionSeconds);
    }

    [Fact]
    public async Task A_lost_connection_comes_back_under_the_same_name_with_a_fresh_token()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);
        var name = Assert.Single(cloud.Clients).ClientId;

        Assert.Single(cloud.Clients).Kick();
        await cloud.WaitForSessionAsync(connections: 2);

        Assert.Equal(name, Assert.Single(cloud.Clients).ClientId);
        Assert.Equal(2, cloud.TokensGiven);
        await cloud.SayAsync(new { volume = 9, eventUtc = Noon + 5 });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.VolumeStepped);
    }

    [Fact]
    public async Task A_session_is_opened_anew_before_its_token_ends()
    {
        await using var cloud = new ACloud { TokenLife = TimeSpan.FromSeconds(3) };
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        await cloud.WaitForSessionAsync(connections: 2);

        Assert.True(cloud.TokensGiven >= 2);
    }

    [Fact]
    public async Task What_happens_while_the_bridge_is_down_is_observed_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        await using var cloud = new ACloud();
        await using (var bridge = await ABridge.StartLinkedAsync(cloud, folder.Path))
        {
            await cloud.SayAsync(ACloud.Playing("01", 0, Noon + 10));
            await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        }

        await cloud.SayAsync(ACloud.Playing("02", 0, Noon + 15));
        cloud.State = ACloud.Playing("02", 3, Noon + 18);
        await using var restarted = await ABridge.StartAsync(cloud, folder.Path);

        var choice = await restarted.SawAsync(seen => seen.Kind == ObservationKinds.TrackEntered);
        Assert.Equal("right", choice.Button);
        await cloud.WaitForSessionAsync(connections: 2);
        Assert.Single(await restarted.Host.AnnouncedAsync<PlayerObserved>(), seen => seen.Kind == ObservationKinds.TrackEntered);
    }

    [Fact]
    public async Task A_command_in_flight_at_a_restart_is_not_doubled_when_the_player_has_obeyed_meanwhile()
    {
        using var folder = new TemporaryFolder();
        await using var cloud = new ACloud { Obeys = false };
        PlayerCommandRequested request;
        await using (var bridge = await ABridge.StartLinkedAsync(cloud, folder.Path))
        {
            request = await bridge.AskForChapterAsync("05");
        }

        cloud.State = ACloud.Playing("05", 2, Noon + 20, "MQTT");
        await using var restarted = await ABridge.StartAsync(cloud, folder.Path);

        Assert.Equal(CommandOutcomes.Done, (await restarted.EndOfAsync(request)).Outcome);
        Assert.Single(cloud.Starts);
    }

    [Fact]
    public async Task A_bridge_whose_lease_was_taken_by_another_can_write_nothing_any_more()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);
        var old = bridge.Line!;
        await bridge.InDatabaseAsync(database => database.Players.IgnoreQueryFilters()
            .ExecuteUpdateAsync(player => player.SetProperty(row => row.FencingToken, row => row.FencingToken + 1)));

        await cloud.SayAsync(new { volume = 9, eventUtc = Noon + 5 });

        await old.Lost.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(await bridge.Host.AnnouncedAsync<PlayerObserved>());
    }

    [Fact]
    public async Task An_unlinked_account_and_an_erased_family_leave_nothing_behind()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        await bridge.Host.DeliverAsync(
            new CardPublished(Guid.CreateVersion7(), "forest", ABridge.Account, "5aB3x", StoryRevision: null, CardLayouts.Linear), ABridge.Family);

        await bridge.Host.DeliverAsync(new TenantErased(), ABridge.Family);

        await Eventually.HoldsAsync(() => cloud.Clients.Count == 0, TimeSpan.FromSeconds(10), "The session was not closed.");
        Assert.Equal((0, 0), (await bridge.RowsAsync<Accounts.BridgeAccount>(), await bridge.RowsAsync<Accounts.AccountCard>()));
        Assert.Equal((0, 0), (await bridge.RowsAsync<Players.BridgePlayer>(), await bridge.RowsAsync<BridgeCommand>()));
    }

    [Fact]
    public async Task Operators_see_the_sessions_and_families_do_not()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartLinkedAsync(cloud);

        using var operators = bridge.Host.ClientOf(TenantId.New(), Roles.Operator);
        var sessions = await operators.GetFromJsonAsync<JsonElement>("/api/bridge/sessions");
        using var family = bridge.Host.ClientOf(ABridge.Family);
        using var anybody = bridge.Host.ClientWith();

        var session = Assert.Single(sessions.GetProperty("items").EnumerateArray());
        Assert.Equal(ABridge.Account, session.GetProperty("yotoAccountId").GetGuid());
        Assert.Equal(ACloud.PlayerId, session.GetProperty("players")[0].GetProperty("playerId").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await family.GetAsync("/api/bridge/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/api/bridge/sessions")).StatusCode);
    }
}
