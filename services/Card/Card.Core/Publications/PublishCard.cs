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

        var written = await PublishAsync(publication, cancellationToken);
        if (written.IsSuccess) publication.Complete(written.Value.YotoCardId, written.Value.Layout.StoryRevision, written.Value.Layout.Name, time.GetUtcNow());
        else if (written.Error.Kind is ErrorKind.Unavailable or ErrorKind.TooMany) publication.Postpone(written.Error, time.GetUtcNow());
        else publication.Fail(written.Error, time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
    }

    /// <summary>Yoto may strip the jumps of an interactive card (yoto-cloud §5.3): then the same card is written again for the server to steer.</summary>
    private async Task<Result<WrittenCard>> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(publication.CardId, cancellationToken) is not { } card) return Error.NotFound("card", publication.CardId.Value);
        var written = await WriteAsync(publication, card, allowInteractive: true, cancellationToken);
        return written is { IsSuccess: true, Value.KeepsJumps: false }
            ? await WriteAsync(publication, card, allowInteractive: false, cancellationToken)
            : written;
    }

    private async Task<Result<WrittenCard>> WriteAsync(Publication publication, Card card, bool allowInteractive, CancellationToken cancellationToken)
    {
        var layout = await LayOutAsync(card, allowInteractive, cancellationToken);
        if (layout.IsFailure) return layout.Error;
        var document = await ComposeAsync(card, layout.Value, cancellationToken);
        if (document.IsFailure) return document.Error;
        var token = await access.GetAccessTokenAsync(
            new GetYotoAccessToken(publication.TenantId.Value, publication.YotoAccountId), cancellationToken);
        if (token.IsFailure) return token.Error;

        var yotoCardId = await WriteToYotoAsync(publication, token.Value, document.Value, cancellationToken);
        if (yotoCardId.IsFailure) return yotoCardId.Error;
        if (!document.Value.IsInteractive) return new WrittenCard(yotoCardId.Value, layout.Value, KeepsJumps: true);
        var keepsJumps = await yoto.KeepsJumpsAsync(token.Value, document.Value, yotoCardId.Value, cancellationToken);
        return keepsJumps.IsSuccess ? new WrittenCard(yotoCardId.Value, layout.Value, keepsJumps.Value) : keepsJumps.Error;
    }

    private async Task<Result<CardLayout>> LayOutAsync(Card card, bool allowInteractive, CancellationToken cancellationToken)
    {
        var story = await stories.FreezeAsync(new FreezeStoryContent(card.TenantId.Value, card.Id.Value, allowInteractive), cancellationToken);
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

    /// <summary>Replaces the card that the account has, or creates it; its id is kept at once, so that a retry creates no second one.</summary>
    private async Task<Result<string>> WriteToYotoAsync(Publication publication, YotoAccessToken token, CardDocument document, CancellationToken cancellationToken)
    {
        var known = await publications.FindAccountCardAsync(publication.CardId, publication.YotoAccountId, cancellationToken);
        var written = await yoto.WriteAsync(token, document, known?.YotoCardId, cancellationToken);
        var wasDeletedAtYoto = known is not null && written.Error is { Kind: ErrorKind.NotFound or ErrorKind.Forbidden };
        if (wasDeletedAtYoto) written = await yoto.WriteAsync(token, document, yotoCardId: null, cancellationToken);
        if (written.IsFailure) return written.Error;

        if (known is null) publications.Add(new AccountCard(publication.TenantId, publication.CardId, publication.YotoAccountId, written.Value));
        else known.YotoCardId = written.Value;
        return written;
    }

    private static string Name(CardLayout layout, IReadOnlyList<AudioFact> unfit)
    {
        var references = unfit.Select(fact => fact.Reference).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", layout.Slots.Where(slot => references.Contains(slot.AudioFileId.ToString())).Select(slot => $"'{slot.Title}'"));
    }

    /// <param name="YotoCardId">Yoto's id of the card.</param>
    /// <param name="Layout">Its chapters.</param>
    /// <param name="KeepsJumps">Yoto stored the jumps that were written; always true for a card without any.</param>
    private sealed record WrittenCard(string YotoCardId, CardLayout Layout, bool KeepsJumps);
}
