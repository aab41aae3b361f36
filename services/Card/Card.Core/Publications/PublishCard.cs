using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Cards.Publications;

/// <summary>
/// Does the work of a publication: freezes the story, mints URLs, writes the card to Yoto. What may pass postpones it; what will not
/// is written down for the people who asked.
/// </summary>
public sealed class PublishCard(
    ICards cards,
    IPublications publications,
    IStoryContent stories,
    IAudioCatalog audio,
    IYotoAccess access,
    IYotoCardWriter yoto,
    IUnitOfWork unitOfWork,
    TimeProvider time) : IEventHandler<CardPublicationRequested>
{
    public async Task HandleAsync(CardPublicationRequested requested, CancellationToken cancellationToken)
    {
        var publication = await publications.FindAsync(requested.PublicationId, cancellationToken);
        if (publication is not { State: PublicationState.Pending }) return;

        var card = await cards.FindAsync(publication.CardId, cancellationToken);
        var layout = card is null ? Error.NotFound("card", publication.CardId.Value) : await LayOutAsync(card, cancellationToken);
        var document = layout.IsSuccess ? await ComposeAsync(card!, layout.Value, cancellationToken) : layout.Error;
        var written = document.IsSuccess ? await WriteAsync(publication, document.Value, cancellationToken) : document.Error;

        if (written.IsSuccess) await CompleteAsync(publication, written.Value, layout.Value, cancellationToken);
        else if (written.Error.Kind is ErrorKind.Unavailable or ErrorKind.TooMany) publication.Postpone(written.Error, time.GetUtcNow());
        else publication.Fail(written.Error, time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
    }

    private async Task<Result<CardLayout>> LayOutAsync(Card card, CancellationToken cancellationToken)
    {
        var story = await stories.FreezeAsync(new FreezeStoryContent(card.TenantId.Value, card.Id.Value), cancellationToken);
        if (story.IsSuccess) return CardLayout.OfStory(story.Value);
        if (story.Error.Kind is not ErrorKind.NotFound) return story.Error;

        return card.Tracks.Count == 0
            ? Error.Conflict("card.empty", "The card has neither a story nor tracks. Add some and publish it again.")
            : CardLayout.OfTracks(card.Tracks);
    }

    private async Task<Result<CardDocument>> ComposeAsync(Card card, CardLayout layout, CancellationToken cancellationToken)
    {
        var ids = layout.Slots.Select(slot => slot.AudioFileId).ToList();
        var described = await audio.DescribeAsync(
            new DescribeAudio(card.TenantId.Value, [.. ids.Select(id => id.ToString())]), cancellationToken);
        if (described.IsFailure) return described.Error;
        if (described.Value.Items.Where(fact => fact.Problem is not null).ToList() is [var first, ..] unfit)
            return Error.Conflict(first.Problem!, $"These chapters have no playable audio: {Name(layout, unfit)}.");

        var minted = await audio.MintStreamUrlsAsync(new MintStreamUrls(card.TenantId.Value, ids, card.Id.Value), cancellationToken);
        return minted.IsSuccess ? CardDocument.Of(card, layout, described.Value.Items, minted.Value.Urls) : minted.Error;
    }

    private async Task<Result<string>> WriteAsync(Publication publication, CardDocument document, CancellationToken cancellationToken)
    {
        var token = await access.GetAccessTokenAsync(
            new GetYotoAccessToken(publication.TenantId.Value, publication.YotoAccountId), cancellationToken);
        if (token.IsFailure) return token.Error;

        var known = await publications.FindAccountCardAsync(publication.CardId, publication.YotoAccountId, cancellationToken);
        var written = await yoto.WriteAsync(token.Value, document, known?.YotoCardId, cancellationToken);
        var wasDeletedAtYoto = known is not null && written.Error is { Kind: ErrorKind.NotFound or ErrorKind.Forbidden };
        return wasDeletedAtYoto ? await yoto.WriteAsync(token.Value, document, yotoCardId: null, cancellationToken) : written;
    }

    private async Task CompleteAsync(Publication publication, string yotoCardId, CardLayout layout, CancellationToken cancellationToken)
    {
        var known = await publications.FindAccountCardAsync(publication.CardId, publication.YotoAccountId, cancellationToken);
        if (known is null) publications.Add(new AccountCard(publication.TenantId, publication.CardId, publication.YotoAccountId, yotoCardId));
        else known.YotoCardId = yotoCardId;
        publication.Complete(yotoCardId, layout.StoryRevision, layout.Name, time.GetUtcNow());
    }

    private static string Name(CardLayout layout, IReadOnlyList<AudioFact> unfit)
    {
        var references = unfit.Select(fact => fact.Reference).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", layout.Slots.Where(slot => references.Contains(slot.AudioFileId.ToString())).Select(slot => $"'{slot.Title}'"));
    }
}
