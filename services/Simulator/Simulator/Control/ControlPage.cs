using Microsoft.AspNetCore.StaticFiles;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>The page at <c>/sim</c> that draws the players, so that a person can play with them.</summary>
internal static class ControlPage
{
    private const string ResourceRoot = "page/";
    private const string StartFile = "index.html";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapControlPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/sim"));
        routes.MapGet("/sim", () => Serve(StartFile));
        routes.MapGet("/sim/page/{file}", Serve);
    }

    private static IResult Serve(string file)
    {
        if (typeof(ControlPage).Assembly.GetManifestResourceStream(ResourceRoot + file) is not { } content) return YotoError.NotFound($"There is no file {file}.");
        return Results.Stream(content, ContentTypes.TryGetContentType(file, out var type) ? $"{type}; charset=utf-8" : null);
    }
}
