using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using YotoSmartStream.Simulation;

namespace YotoSmartStream.Standalone.Demo;

/// <summary>What the demo household still lacks, is doing, or has.</summary>
/// <param name="State"><c>empty</c>, <c>forgotten</c> (set up in an earlier run, of which the simulated cloud knows nothing), <c>working</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Step">What is being done, in words for people.</param>
/// <param name="PlayersPage">Where the simulated players can be touched.</param>
/// <param name="YotoCardId">The story's card, once it is published.</param>
public sealed record DemoState(string State, string Step, string PlayersPage, string? YotoCardId);

/// <summary>
/// Gives a household everything to play with: the simulated Yoto account, the spoken Forest Adventure and its card. It acts as the
/// person who asked, through the public API, so it can do nothing that they could not.
/// </summary>
internal sealed partial class DemoHousehold(SimulatedCloud cloud, IServer server, TimeProvider time, ILogger<DemoHousehold> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly Lock _starting = new();
    private readonly string _playersPage = $"{cloud.Ready.Http}/sim";
    private DemoState? _state;

    private DemoState State => _state ?? new DemoState("empty", "Nothing is set up yet.", _playersPage, null);

    /// <summary>What the household of this person has.</summary>
    public async Task<DemoState> ShowAsync(AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
    {
        if (_state is not null) return _state;
        using var client = ClientOf(authorization);
        return await new ProductApi(client, time).HasCardAsync(ForestAdventure.CardId, cancellationToken)
            ? State with { State = "forgotten", Step = "The simulated Yoto cloud was started anew; what it knew is set up again." }
            : State;
    }

    /// <summary>Starts the work unless it is under way.</summary>
    public DemoState Begin(AuthenticationHeaderValue authorization)
    {
        lock (_starting)
        {
            if (State.State != "working")
            {
                Tell("working", "Linking the simulated Yoto account");
                _ = RunAsync(authorization);
            }

            return State;
        }
    }

    private async Task RunAsync(AuthenticationHeaderValue authorization)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        try
        {
            using var client = ClientOf(authorization);
            await SetUpAsync(new ProductApi(client, time), deadline.Token);
        }
        catch (Exception exception)
        {
            Failed(logger, State.Step, exception);
            Tell("failed", $"{State.Step}: {exception.Message}");
        }
    }

    private async Task SetUpAsync(ProductApi product, CancellationToken cancellationToken)
    {
        var (linkId, userCode) = await product.BeginLinkAsync(cancellationToken);
        using var yoto = new HttpClient();
        using var approval = await yoto.PostAsync($"{cloud.Ready.Http}/sim/device-codes/{userCode}/approve", null, cancellationToken);
        approval.EnsureSuccessStatusCode();
        var account = await product.FinishLinkAsync(linkId, cancellationToken);

        foreach (var (name, text) in ForestAdventure.Lines)
        {
            Tell("working", $"Speaking {name}");
            await product.SpeakAsync(text, name, ForestAdventure.TailSecondsOf(name), cancellationToken);
        }

        Tell("working", "Writing the card");
        await CreateCardOnceAsync(product, cancellationToken);
        await product.SaveScriptAsync(ForestAdventure.CardId, ForestAdventure.Script(), cancellationToken);
        var yotoCardId = await product.PublishAsync(ForestAdventure.CardId, account, cancellationToken);
        _state = new DemoState("ready", "Insert the card into a player, listen, and turn the right knob.", _playersPage, yotoCardId);
    }

    private static async Task CreateCardOnceAsync(ProductApi product, CancellationToken cancellationToken)
    {
        try
        {
            await product.CreateCardAsync(ForestAdventure.CardId, ForestAdventure.Title, cancellationToken);
        }
        catch (ProductRefusedException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            // It exists since an earlier demo; the simulated cloud has forgotten it, so it is published again below.
        }
    }

    private HttpClient ClientOf(AuthenticationHeaderValue authorization) => new()
    {
        BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        DefaultRequestHeaders = { Authorization = authorization },
    };

    private void Tell(string state, string step) => _state = new DemoState(state, step, _playersPage, null);

    [LoggerMessage(9001, LogLevel.Error, "The demo household could not be set up ({Step}).")]
    private static partial void Failed(ILogger logger, string step, Exception exception);
}
