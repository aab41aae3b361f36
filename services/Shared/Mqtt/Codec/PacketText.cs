using System.Text;

namespace YotoSmartStream.Mqtt;

/// <summary>Text on the wire: UTF-8 without surrogates or U+0000, at most 65,535 bytes (MQTT 3.1.1, section 1.5.3).</summary>
internal static class PacketText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0)) throw NullCharacter();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new MqttProtocolException(MqttErrorCodes.Text, "A text is not valid UTF-8.", exception);
        }
    }

    public static int CountBytes(string text)
    {
        if (text.Contains('\0')) throw NullCharacter();
        try
        {
            var count = Strict.GetByteCount(text);
            return count <= ushort.MaxValue ? count : throw new MqttProtocolException(MqttErrorCodes.Text, "A text has at most 65,535 bytes.");
        }
        catch (EncoderFallbackException exception)
        {
            throw new MqttProtocolException(MqttErrorCodes.Text, "A text holds half of a surrogate pair.", exception);
        }
    }

    public static int Encode(string text, Span<byte> destination) => Strict.GetBytes(text, destination);

    private static MqttProtocolException NullCharacter() => new(MqttErrorCodes.Text, "A text holds U+0000.");
}
