using System.Security.Cryptography;
using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver.Products;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver;

/// <summary>A household that can play: owner, linked account, the Forest Adventure uploaded, saved and published, all over the public API.</summary>
public sealed class PreparedHousehold
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private PreparedHousehold(Product product, ProductApi api, HttpClient client, string yotoCardId, CardOnYoto card) =>
        (Product, Api, Client, YotoCardId, Card) = (product, api, client, yotoCardId, card);

    public Product Product { get; }

    public ProductApi Api { get; }

    /// <summary>Signed in as the owner.</summary>
    public HttpClient Client { get; }

    public string YotoCardId { get; }

    public CardOnYoto Card { get; }

    public string FirstPlayer => Product.Simulator.Cloud.Account.Players[0];

    public StoryWalker Walker(
        bool swapLeftAndRight = false, Func<Choice, Task>? beforeTurn = null, Func<Choice, Task>? afterTurn = null, Func<int, Task>? afterChoice = null) =>
        new(Product.Simulator, FirstPlayer, YotoCardId, Card)
        {
            SwapLeftAndRight = swapLeftAndRight, BeforeTurn = beforeTurn, AfterTurn = afterTurn, AfterChoice = afterChoice,
            AudioMayBreakOff = afterTurn is not null,
        };

    public static async Task<PreparedHousehold> PrepareAsync(Product product)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var cancellationToken = deadline.Token;
        var client = new HttpClient { BaseAddress = product.Gateway };
        var api = new ProductApi(client, TimeProvider.System);
        await api.CreateOwnerAsync(await product.OwnerTokenAsync(cancellationToken), "owner@example.test", "a long enough password", cancellationToken);

        var (linkId, userCode) = await api.BeginLinkAsync(cancellationToken);
        await product.Simulator.ApproveAsync(userCode);
        var account = await api.FinishLinkAsync(linkId, cancellationToken);
        var hashes = await SpeakSoundsAsync(api, cancellationToken);
        await api.CreateCardAsync(ForestAdventure.CardId, ForestAdventure.Title, cancellationToken);
        await api.SaveScriptAsync(ForestAdventure.CardId, ForestAdventure.Script(), cancellationToken);
        var yotoCardId = await api.PublishAsync(ForestAdventure.CardId, account, cancellationToken);

        var card = await CardOnYoto.ReadAsync(await product.Simulator.CardAsync(yotoCardId), hashes, client);
        var household = new PreparedHousehold(product, api, client, yotoCardId, card);
        await household.PlayersAreHeardAsync();
        return household;
    }

    /// <summary>The bridge listens to every player: it asked them for events, and the product shows them online.</summary>
    public async Task PlayersAreHeardAsync()
    {
        foreach (var playerId in Product.Simulator.Cloud.Account.Players)
        {
            await Eventually.HoldsAsync(
                async () => (await Product.Simulator.PlayerAsync(playerId)).IsEventWindowOpen && await IsOnlineAsync(playerId),
                Deadline,
                () => $"The product does not hear player {playerId}.\n{Product.Tail()}");
        }
    }

    private async Task<bool> IsOnlineAsync(string playerId) =>
        (await Api.PlayersAsync(CancellationToken.None)).Any(player => player!["id"]!.GetValue<string>() == playerId && player["online"]!.GetValue<bool>());

    /// <summary>SHA-256 of each story chapter's rendition.</summary>
    private static async Task<Dictionary<string, string>> SpeakSoundsAsync(ProductApi api, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var (chapter, file) in StoryPaths.AudioOf(ForestAdventure.Script()))
        {
            var id = await api.SpeakAsync(ForestAdventure.Lines[file], file, ForestAdventure.TailSecondsOf(file), cancellationToken);
            hashes[chapter] = Convert.ToHexStringLower(SHA256.HashData(await api.DownloadAudioAsync(id, cancellationToken)));
        }

        return hashes;
    }
}
