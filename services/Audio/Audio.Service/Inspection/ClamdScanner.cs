using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Inspection;

/// <summary>Streams a file to clamd (INSTREAM). Whatever is not a clear "OK" or "FOUND" counts as no answer.</summary>
internal sealed class ClamdScanner(string address, TimeProvider time) : IMalwareScanner
{
    private const int ChunkBytes = 64 * 1024;
    private const int MaxAnswerBytes = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Error Found = Error.Unprocessable("audio.malware", "The malware scanner found something harmful in this file.");
    private static readonly Error Unavailable = Error.Unavailable("audio.scanner-unavailable", "The malware scanner does not answer. The file stays in quarantine until it does.");

    public async Task<Result> ScanAsync(string path, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await AskAsync(path, either.Token);
            return answer.EndsWith("FOUND", StringComparison.Ordinal) ? Found : answer == "stream: OK" ? Result.Success : Unavailable;
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Unavailable;
        }
    }

    private async Task<string> AskAsync(string path, CancellationToken cancellationToken)
    {
        var colon = address.LastIndexOf(':');
        using var client = new TcpClient();
        await client.ConnectAsync(address[..colon], int.Parse(address.AsSpan(colon + 1), provider: null), cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        await SendAsync(path, stream, cancellationToken);

        var answer = new byte[MaxAnswerBytes];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    /// <summary>Each chunk after its length; a length of zero ends it.</summary>
    private static async Task SendAsync(string path, NetworkStream stream, CancellationToken cancellationToken)
    {
        const int lengthBytes = sizeof(int);
        await using var file = File.OpenRead(path);
        var chunk = new byte[lengthBytes + ChunkBytes];
        int read;
        do
        {
            read = await file.ReadAsync(chunk.AsMemory(lengthBytes), cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await stream.WriteAsync(chunk.AsMemory(0, lengthBytes + read), cancellationToken);
        }
        while (read > 0);
    }
}

/// <summary>Nobody set a scanner up.</summary>
internal sealed class NoScanner : IMalwareScanner
{
    public Task<Result> ScanAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
