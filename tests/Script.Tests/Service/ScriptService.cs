using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Stories.Service;
using YotoSmartStream.Stories.Tests.Core;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>The script module in a host of its own, with a family that owns the card <c>adventure-001</c>.</summary>
internal sealed class ScriptService : IAsyncDisposable
{
    public const string CardId = "adventure-001";
    public const string YotoCardId = "5aB3x";

    private ScriptService(ModuleHost host, FakeAudioCatalog audio, FakeTimeProvider clock) => (Host, Audio, Clock) = (host, audio, clock);

    public ModuleHost Host { get; }

    public FakeAudioCatalog Audio { get; }

    public FakeTimeProvider Clock { get; }

    public TenantId Family { get; private init; } = TenantId.New();

    public static async Task<ScriptService> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, TenantId? family = null, FakeTimeProvider? clock = null)
    {
        var audio = new FakeAudioCatalog();
        clock ??= new FakeTimeProvider();
        var host = await ModuleHost.StartAsync(
            new ScriptModule(),
            builder =>
            {
                builder.Services.AddSingleton<IAudioCatalog>(audio);
                builder.Services.AddSingleton<IRevocations, NobodyIsRevoked>();
                builder.Services.AddSingleton<TimeProvider>(clock);
            },
            settings);
        var service = new ScriptService(host, audio, clock) { Family = family ?? TenantId.New() };
        await service.HearAsync(new CardChanged(CardId, "Forest Adventure"));
        return service;
    }

    /// <summary>A handler that keeps failing would try again for ever on a clock that stands still.</summary>
    public Task HearAsync(IntegrationEvent told) => Host.DeliverAsync(told, Family).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The bridge sees something, and the player does what the story then asks.</summary>
    public async Task ObeyAsync(PlayerObserved seen)
    {
        await HearAsync(seen);
        var command = (await Host.AnnouncedAsync<PlayerCommandRequested>())[^1];
        await HearAsync(new PlayerCommandCompleted(seen.YotoAccountId, seen.PlayerId, command.CommandId, CommandOutcomes.Done, null, true));
    }

    public async Task<HttpResponseMessage> PutAsync(string document, string? ifMatch = null, string cardId = CardId, string role = Roles.Parent, TenantId? tenant = null)
    {
        using var client = Host.ClientOf(tenant ?? Family, role);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/scripts/{cardId}") { Content = new StringContent(document, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, TenantId? tenant = null)
    {
        using var client = Host.ClientOf(tenant ?? Family, Roles.Viewer);
        return await client.GetAsync(path);
    }

    public async Task<HttpResponseMessage> TestAsync(string body, string cardId = CardId)
    {
        using var client = Host.ClientOf(Family, Roles.Viewer);
        return await client.PostAsync($"/api/scripts/{cardId}/test", new StringContent(body, Encoding.UTF8, "application/json"));
    }

    public Task<Result<FrozenStory>> FreezeAsync(string cardId = CardId) => Host.Services.GetRequiredService<IStoryContent>()
        .FreezeAsync(new FreezeStoryContent(Family.Value, cardId), CancellationToken.None);

    /// <summary>The story is saved, frozen and lies on a card of the family's account.</summary>
    public async Task PublishAsync(string document)
    {
        (await PutAsync(document)).EnsureSuccessStatusCode();
        var frozen = (await FreezeAsync()).Value;
        await HearAsync(new CardPublished(Guid.CreateVersion7(), CardId, Seen.Account, YotoCardId, frozen.Revision, frozen.Layout));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private sealed class NobodyIsRevoked : IRevocations
    {
        public Task<Result<RevocationList>> ListAsync(ListRevocations request, CancellationToken cancellationToken) =>
            Task.FromResult<Result<RevocationList>>(new RevocationList([], [], []));
    }
}

internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public static string[] Codes(this JsonNode answer) => [.. answer["diagnostics"]!.AsArray().Select(diagnostic => (string)diagnostic!["code"]!)];
}
