using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

internal static class AudioRoutes
{
    /// <summary>Declares what every route answers that plays audio.</summary>
    public static TBuilder AsAudio<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["audio/mpeg"]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(Stream), ["audio/mpeg"]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status307TemporaryRedirect))
            .WithProblems(StatusCodes.Status412PreconditionFailed, StatusCodes.Status416RangeNotSatisfiable);
}
