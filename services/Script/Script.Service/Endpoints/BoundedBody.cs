namespace YotoSmartStream.Stories.Service.Endpoints;

internal static class BoundedBody
{
    /// <summary>The body, or of a longer one just enough to see that it is too long.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (body.Length <= maxBytes && await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            body.Write(chunk, 0, read);
        return body.ToArray();
    }
}
