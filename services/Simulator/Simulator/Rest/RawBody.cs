using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Rest;

/// <summary>Reads bodies that are a file: raw bytes. Multipart is refused, as the real cloud refuses it, unless that is switched on.</summary>
internal static class RawBody
{
    private const string MultipartField = "file";

    /// <summary>The bytes, or what is wrong with them.</summary>
    public static async Task<(byte[] Bytes, string? Fault)> ReadAsync(HttpRequest request, int mostBytes, FaultBoard faults, string accountId)
    {
        if (!request.HasFormContentType) return await ReadAsync(request.Body, mostBytes, request.HttpContext.RequestAborted);
        if (faults.StrikeAccount(FaultKind.MultipartAccepted, accountId) is null)
            return ([], "multipart/form-data is not accepted: send the file as the body.");

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form.Files.GetFile(MultipartField) is not { } file) return ([], $"The form has no file in the field {MultipartField}.");
        await using var content = file.OpenReadStream();
        return await ReadAsync(content, mostBytes, request.HttpContext.RequestAborted);
    }

    private static async Task<(byte[] Bytes, string? Fault)> ReadAsync(Stream body, int mostBytes, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[32 * 1024];
        int length;
        while ((length = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (bytes.Length + length > mostBytes) return ([], $"The file is larger than {mostBytes / 1024 / 1024} MB.");
            bytes.Write(piece.AsSpan(0, length));
        }
        return (bytes.ToArray(), null);
    }
}
