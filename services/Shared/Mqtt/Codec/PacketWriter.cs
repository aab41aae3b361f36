using System.Buffers.Binary;

namespace YotoSmartStream.Mqtt;

/// <summary>Writes the fields of one packet into a span that is exactly as long as the packet.</summary>
internal ref struct PacketWriter(Span<byte> destination)
{
    private Span<byte> _rest = destination;

    public void Byte(int value)
    {
        _rest[0] = (byte)value;
        _rest = _rest[1..];
    }

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, (ushort)value);
        _rest = _rest[2..];
    }

    public void Text(string text)
    {
        var count = PacketText.Encode(text, _rest[2..]);
        UInt16(count);
        _rest = _rest[count..];
    }

    public void Binary(ReadOnlySpan<byte> bytes)
    {
        UInt16(bytes.Length);
        Raw(bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_rest);
        _rest = _rest[bytes.Length..];
    }

    /// <summary>Seven bits per byte, the lowest first (section 2.2.3).</summary>
    public void RemainingLength(int value)
    {
        do
        {
            Byte((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
            value >>= 7;
        }
        while (value > 0);
    }
}
