using System.Text;

namespace YotoSmartStream.Testing;

/// <summary>Reads length-delimited fields of a protobuf message by number: all that the receiver of spans needs.</summary>
internal static class ProtobufFields
{
    /// <returns>The contents of every field of that number, in order.</returns>
    public static List<byte[]> Of(byte[] message, int number)
    {
        var found = new List<byte[]>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0: Varint(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if ((int)(tag >> 3) == number) found.Add(message[at..(at + length)]);
                    at += length;
                    break;
                default: throw new InvalidDataException($"Wire type {tag & 7} is not of protobuf 3.");
            }
        }

        return found;
    }

    public static string TextOf(byte[] message, int number) => Of(message, number) is [var text, ..] ? Encoding.UTF8.GetString(text) : "";

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
