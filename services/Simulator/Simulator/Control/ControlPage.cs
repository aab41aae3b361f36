namespace YotoSmartStream.Simulation.Control;

/// <summary>The page at <c>/sim</c> that draws the players, so that a person can play with them.</summary>
internal static class ControlPage
{
    private const string ResourceName = "control-page.html";

    public static void MapControlPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/sim"));
        routes.MapGet("/sim", () => Results.Stream(typeof(ControlPage).Assembly.GetManifestResourceStream(ResourceName)!, "text/html; charset=utf-8"));
    }
}
