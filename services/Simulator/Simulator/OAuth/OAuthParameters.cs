using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The parameters of a request body, sent as a form or, as some clients do, as JSON. A missing one reads as null.</summary>
internal sealed class OAuthParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static async Task<OAuthParameters> ReadAsync(HttpRequest request)
    {
        var parameters = new OAuthParameters();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
                parameters._values[name] = value.ToString();
        }
        else if (await ReadJsonAsync(request) is { } body)
        {
            foreach (var (name, value) in body)
                if (value is JsonValue) parameters._values[name] = value.ToString();
        }
        return parameters;
    }

    private static async Task<JsonObject?> ReadJsonAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;   // The missing parameters are refused one by one.
        }
    }
}
