using System.Buffers.Binary;

namespace YotoSmartStream.Benchmarks.Intake;

/// <summary>A WAV file of any length that lies nowhere: a header and a second of noise over and over.</summary>
internal sealed class LargeWave : Stream
{
    private const int HeaderBytes = 44;
    private const int SampleRate = 44_100;
    private const int Channels = 2;
    private const int BytesPerSecond = SampleRate * Channels * sizeof(short);

    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly byte[] _second = new byte[BytesPerSecond];
    private readonly long _length;

    public LargeWave(long length, int seed)
    {
        _length = length;
        new Random(seed).NextBytes(_second);
        for (var sample = 1; sample < _second.Length; sample += sizeof(short)) _second[sample] = (byte)((sbyte)_second[sample] >> 3);   // Not at full volume.
        "RIFF    WAVEfmt "u8.CopyTo(_header);
        "data"u8.CopyTo(_header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(4), (uint)(length - 8));
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(22), Channels);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(28), BytesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(32), Channels * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(34), 8 * sizeof(short));
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(40), (uint)(length - HeaderBytes));
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var from = Position < HeaderBytes ? _header.AsSpan((int)Position) : _second.AsSpan((int)((Position - HeaderBytes) % BytesPerSecond));
        var count = (int)Math.Min(Math.Min(buffer.Length, from.Length), _length - Position);
        from[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => _length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
