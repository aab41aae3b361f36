using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>With very many accounts, sessions are open only while somebody needs them.</summary>
public sealed class SessionsOnDemand
{
    private static readonly (string, string)[] OnDemand = [("Bridge:Sessions", "OnDemand"), ("Bridge:IdleSeconds", "2"), ("Bridge:ReconcileSeconds", "1")];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("audio")]
    [InlineData("story")]
    [InlineData("watcher")]
    public async Task A_session_opens_when_somebody_plays_or_watches_and_closes_when_nobody_does(string sign)
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        Assert.Empty(bridge.Sessions.All);

        await bridge.Host.DeliverAsync(
            sign switch
            {
                "audio" => new AudioRequested(Guid.CreateVersion7(), "forest"),
                "story" => new StoryAdvanced(ABridge.Account, ACloud.PlayerId, "forest", Guid.CreateVersion7(), 1, "insert", null, "start", "play"),
                _ => new PlayersWatched(ABridge.Account),
            },
            ABridge.Family);
        await cloud.WaitForSessionAsync();

        await Eventually.HoldsAsync(() => bridge.Sessions.All.Count == 0 && cloud.Clients.Count == 0, Patience, "The session never closed.");
        Assert.Equal(1, cloud.Connections);
    }

    [Fact]
    public async Task Only_the_account_that_is_watched_gets_a_session()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        await LinkAnotherAsync(bridge);

        await bridge.Host.DeliverAsync(new PlayersWatched(ABridge.Account), ABridge.Family);
        await cloud.WaitForSessionAsync();

        Assert.Equal(ABridge.Account, Assert.Single(bridge.Sessions.All).Account.YotoAccountId);
    }

    [Fact]
    public async Task Audio_of_a_card_opens_only_the_account_that_the_card_was_written_to()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        await LinkAnotherAsync(bridge);
        await bridge.Host.DeliverAsync(
            new CardPublished(Guid.CreateVersion7(), "forest", ABridge.Account, "5aB3x", StoryRevision: null, CardLayouts.Linear), ABridge.Family);

        await bridge.Host.DeliverAsync(new AudioRequested(Guid.CreateVersion7(), "forest"), ABridge.Family);
        await cloud.WaitForSessionAsync();

        Assert.Equal(ABridge.Account, Assert.Single(bridge.Sessions.All).Account.YotoAccountId);
    }

    [Fact]
    public async Task Audio_that_was_made_for_a_player_opens_only_the_account_of_that_player()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        await LinkAnotherAsync(bridge);

        await bridge.Host.DeliverAsync(new AudioRequested(Guid.CreateVersion7(), "unheard-of", PlayerId: ACloud.PlayerId), ABridge.Family);
        await cloud.WaitForSessionAsync();

        Assert.Equal(ABridge.Account, Assert.Single(bridge.Sessions.All).Account.YotoAccountId);
    }

    [Fact]
    public async Task Audio_of_a_card_that_was_deleted_may_be_asked_for_by_any_player_of_the_family()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        await LinkAnotherAsync(bridge);
        await bridge.Host.DeliverAsync(
            new CardPublished(Guid.CreateVersion7(), "forest", ABridge.Account, "5aB3x", StoryRevision: null, CardLayouts.Linear), ABridge.Family);
        await bridge.Host.DeliverAsync(new CardDeleted("forest"), ABridge.Family);

        await bridge.Host.DeliverAsync(new AudioRequested(Guid.CreateVersion7(), "forest"), ABridge.Family);

        await Eventually.HoldsAsync(() => bridge.Sessions.All.Count == 2, Patience, "Not both accounts were opened.");
    }

    [Fact]
    public async Task A_command_opens_the_session_that_it_needs()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);

        var end = await bridge.EndOfAsync(await bridge.AskForChapterAsync("05"));

        Assert.Equal(CommandOutcomes.Done, end.Outcome);
        Assert.Single(cloud.Starts);
    }

    [Fact]
    public async Task While_a_player_plays_its_session_stays_open_however_long_ago_somebody_asked_for_it()
    {
        await using var cloud = new ACloud { State = ACloud.Playing("01", 0, 1_767_222_000) };
        await using var bridge = await ABridge.StartAsync(cloud, null, OnDemand);
        await bridge.LinkAsync(ACloud.PlayerId);
        await bridge.Host.DeliverAsync(new PlayersWatched(ABridge.Account), ABridge.Family);
        await bridge.ListensAsync(ACloud.PlayerId);

        var wished = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(wished) > TimeSpan.FromSeconds(5), Patience, "Time stood still.");
        Assert.Single(bridge.Sessions.All);

        await cloud.SayAsync(new { playbackStatus = "stopped", cardId = "none", eventUtc = 1_767_222_009 });
        await Eventually.HoldsAsync(() => bridge.Sessions.All.Count == 0, Patience, "The session never closed.");
    }

    private static async Task LinkAnotherAsync(ABridge bridge)
    {
        var other = Guid.CreateVersion7();
        await bridge.Host.DeliverAsync(new YotoAccountLinked(other), ABridge.Family);
        await bridge.Host.DeliverAsync(new PlayerDiscovered(other, "yTestPlayer0000000000002", "Ben's player", "mini"), ABridge.Family);
    }
}
