using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways.OpenApi;

/// <summary><c>/openapi.json</c>: one document of all services.</summary>
internal static class MergedOpenApi
{
    private const string DocumentPath = "/openapi/v1.json";

    public static void MapMergedOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi.json", ShowAsync).ExcludeFromDescription().AllowAnonymous();

    private static async Task ShowAsync(HttpContext context, UpstreamAddresses addresses, IHttpClientFactory clients)
    {
        using var client = clients.CreateClient(nameof(MergedOpenApi));
        try
        {
            var documents = await Task.WhenAll(addresses.All.Select(address => ReadAsync(client, address, context.RequestAborted)));
            await context.Response.WriteAsJsonAsync(Merge(documents), context.RequestAborted);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            await context.WriteProblemAsync(Error.Unavailable("openapi.unavailable", "A service does not answer at the moment. Try again soon."));
        }
    }

    private static async Task<JsonObject> ReadAsync(HttpClient client, Uri address, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<JsonObject>(new Uri(address, DocumentPath), cancellationToken) ?? throw new JsonException("The document was empty.");

    private static JsonObject Merge(IReadOnlyList<JsonObject> documents)
    {
        var merged = new JsonObject
        {
            ["openapi"] = documents[0]["openapi"]?.DeepClone(),
            ["info"] = new JsonObject { ["title"] = "Yoto Smart Stream", ["version"] = "v1" },
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject { ["schemas"] = new JsonObject() },
        };
        foreach (var document in documents)
        {
            CopyInto(merged["paths"]!.AsObject(), document["paths"]);
            CopyInto(merged["components"]!["schemas"]!.AsObject(), document["components"]?["schemas"]);
        }

        return merged;
    }

    private static void CopyInto(JsonObject target, JsonNode? source)
    {
        foreach (var (name, value) in source?.AsObject() ?? []) target[name] = value?.DeepClone();
    }
}
