using Amazon.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>
/// A full disk or a store that does not answer is no fault of who uploads, and no bug: the answer says so and when to come back
/// (failures F5, F15, I8). Nothing half remains, because an object is complete or absent and a row is written after it.
/// </summary>
internal static class StorageTrouble
{
    private const int NoSpaceLeft = 28;       // ENOSPC
    private const int QuotaExceeded = 122;    // EDQUOT
    private const int DatabaseFull = 13;      // SQLITE_FULL

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(30);
    private static readonly Error Full = Error.Unavailable("audio.storage-full", "The server has no room left for audio. Somebody who runs it must make some.");
    private static readonly Error NoAnswer = Error.Unavailable("audio.store-unavailable", "The place where audio is kept does not answer. Try again in a moment.");

    /// <summary>Routes that write bytes: they answer 503 instead of failing.</summary>
    public static TBuilder ExplainingStorageTrouble<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (Explain(exception) is { } trouble && !context.HttpContext.Response.HasStarted)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<AudioModule>>().StorageFailed(trouble.Code, exception);
            context.HttpContext.Response.Headers.RetryAfter = ComeBackAfter.TotalSeconds.ToString("0", null);
            return trouble.ToProblem();
        }
    });

    /// <summary>Null when it is something else.</summary>
    public static Error? Explain(Exception exception) => exception switch
    {
        IOException { HResult: NoSpaceLeft or QuotaExceeded } => Full,
        SqliteException { SqliteErrorCode: DatabaseFull } => Full,
        DbUpdateException { InnerException: { } cause } => Explain(cause),
        UnavailableException unavailable => unavailable.InnerException is { } cause && Explain(cause) is { } trouble ? trouble : unavailable.Error,
        AmazonServiceException { StatusCode: System.Net.HttpStatusCode.InsufficientStorage } => Full,
        AmazonServiceException or AmazonClientException or HttpRequestException or HttpIOException => NoAnswer,
        _ => null,
    };
}
