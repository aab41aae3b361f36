using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Players.YotoAccounts;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Players.Service.Endpoints;

internal static class YotoAccountEndpoints
{
    public static void MapYotoAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/yoto-accounts").WithTags("Yoto accounts").RequireAuthorization();
        group.MapGet("/", ListAsync).WithName("ListYotoAccounts").WithProblems(401);

        var manage = routes.MapGroup("/api/yoto-accounts").WithTags("Yoto accounts").RequireAuthorization(Policies.Manage);
        manage.MapPost("/links", BeginLinkAsync).WithName("BeginYotoLink").WithProblems(401, 403, 422, 503);
        manage.MapGet("/links/{linkId:guid}", ShowLinkAsync).WithName("ShowYotoLink").WithProblems(401, 403, 404);
        manage.MapDelete("/{yotoAccountId:guid}", UnlinkAsync).WithName("UnlinkYotoAccount").WithProblems(401, 403, 404);
    }

    private static async Task<Ok<YotoAccountList>> ListAsync(IYotoAccounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new YotoAccountList(
            [.. (await accounts.ListAsync(cancellationToken)).Select(account => new YotoAccountView(account.Id, Word(account.Status), account.LinkedAt))]));

    private static async Task<Results<Created<BegunLink>, ProblemHttpResult>> BeginLinkAsync(
        ClaimsPrincipal user, BeginYotoLinkHandler handler, CancellationToken cancellationToken)
    {
        var begun = await handler.HandleAsync(new BeginYotoLink(user.Tenant()!.Value, user.UserId()), cancellationToken);
        if (begun.IsFailure) return begun.Error.ToProblem();
        var link = begun.Value;
        return TypedResults.Created(
            $"/api/yoto-accounts/links/{link.Id}",
            new BegunLink(link.Id, link.UserCode, link.VerificationUri, link.VerificationUriComplete, link.ExpiresAt, (int)link.Interval.TotalSeconds));
    }

    /// <summary>Only whoever began a link sees it: another member of the family cannot finish it either (security S18).</summary>
    private static async Task<Results<Ok<LinkStatus>, ProblemHttpResult>> ShowLinkAsync(
        Guid linkId, ClaimsPrincipal user, IYotoLinks links, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(linkId, cancellationToken);
        return link is not null && link.UserId == user.UserId()
            ? TypedResults.Ok(new LinkStatus(Word(link.Status), link.YotoAccountId, link.ExpiresAt))
            : Error.NotFound("yoto-link", linkId.ToString()).ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlinkAsync(
        Guid yotoAccountId, UnlinkYotoAccountHandler handler, CancellationToken cancellationToken)
    {
        var unlinked = await handler.HandleAsync(new UnlinkYotoAccount(yotoAccountId), cancellationToken);
        return unlinked.IsSuccess ? TypedResults.NoContent() : unlinked.Error.ToProblem();
    }

    private static string Word(Enum state) => state.ToString().ToLowerInvariant();
}

internal sealed record YotoAccountList(IReadOnlyList<YotoAccountView> Items);

/// <param name="Id">The account.</param>
/// <param name="Status"><c>linked</c>, or <c>relink</c> when the family must link it again.</param>
/// <param name="LinkedAt">UTC.</param>
internal sealed record YotoAccountView(Guid Id, string Status, DateTimeOffset LinkedAt);

/// <param name="LinkId">What to ask about.</param>
/// <param name="UserCode">To be typed at <paramref name="VerificationUri"/>.</param>
/// <param name="VerificationUri">Yoto's page.</param>
/// <param name="VerificationUriComplete">The same with the code filled in, for a QR code.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="Interval">Seconds between two looks at the link.</param>
internal sealed record BegunLink(
    Guid LinkId, string UserCode, string VerificationUri, string VerificationUriComplete, DateTimeOffset ExpiresAt, int Interval);

/// <param name="Status"><c>pending</c>, <c>linked</c>, <c>denied</c> or <c>expired</c>.</param>
/// <param name="YotoAccountId">Once linked.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record LinkStatus(string Status, Guid? YotoAccountId, DateTimeOffset ExpiresAt);
