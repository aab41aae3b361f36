using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Scenarios;

/// <summary>A route of the product as its OpenAPI document lists it.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Template">With its parameters in braces.</param>
/// <param name="MediaType">Of the body that it takes; null without one.</param>
/// <param name="Numbers">The parameters that are numbers: another text there would be no such route.</param>
public sealed record Route(string Method, string Template, string? MediaType, IReadOnlySet<string> Numbers)
{
    private static readonly string[] Methods = ["get", "head", "post", "put", "patch", "delete"];

    public bool HasParameters => Template.Contains('{', StringComparison.Ordinal);

    public static async Task<IReadOnlyList<Route>> ReadAllAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi.json", cancellationToken))!;
        return
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
                .Where(operation => Methods.Contains(operation.Key))
                .Select(operation => new Route(
                    operation.Key.ToUpperInvariant(), path.Key, operation.Value?["requestBody"]?["content"]?.AsObject().First().Key, NumbersOf(operation.Value)))),
        ];
    }

    private static HashSet<string> NumbersOf(JsonNode? operation) =>
    [
        .. (operation?["parameters"] as JsonArray ?? [])
            .Where(parameter => parameter!["schema"]?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) is true)
            .Select(parameter => parameter!["name"]!.GetValue<string>()),
    ];

    /// <summary>The path with its parameters filled in; those that are not named get a value that names nothing.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values) =>
        Regex.Replace(Template, "{([^}]+)}", match => Uri.EscapeDataString(values.GetValueOrDefault(match.Groups[1].Value) ?? Nothing(match.Groups[1].Value)));

    private string Nothing(string parameter) => Numbers.Contains(parameter) ? "987654" : Guid.CreateVersion7().ToString();

    public async Task<int> StatusAsync(HttpClient client, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Fill(values));
        if (Method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue(MediaType ?? "application/json"));
        using var response = await client.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    public override string ToString() => $"{Method} {Template}";
}
