using Microsoft.Win32.SafeHandles;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>
/// Some bytes of a file. A read waits where it is asked for: on Linux an asynchronous read of a file waits as well, only on another
/// thread, and waking that one costs more than copying what the system has in its memory.
/// </summary>
internal sealed class FileSlice(SafeFileHandle file, ByteSpan span) : ObjectStream
{
    private long _at = span.First;

    /// <returns>Null when there is no such file.</returns>
    public static FileSlice? Open(string path, ByteSpan span)
    {
        try
        {
            return new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), span);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        var left = span.Last + 1 - _at;
        if (left == 0) return new(0);

        var read = RandomAccess.Read(file, buffer.Span[..(int)Math.Min(buffer.Length, left)], _at);
        _at += read;
        return new(read);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
