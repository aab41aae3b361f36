using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads a guard or a value: text in the guard language, a whole number, or true or false.</summary>
internal static class ExpressionReader
{
    public static ExpressionScript? Read(JsonPlace? place)
    {
        if (place is not { } written)
            return null;
        switch (written.Kind)
        {
            case JsonValueKind.String:
                return new ExpressionScript(written.Pointer, written.Text(), null, null);
            case JsonValueKind.True or JsonValueKind.False:
                return new ExpressionScript(written.Pointer, null, null, written.Kind == JsonValueKind.True);
            case JsonValueKind.Number when written.Integer() is { } number:
                return new ExpressionScript(written.Pointer, null, number, null);
            default:
                written.Refuse("Here belongs a guard as text, a whole number of 64 bits, true or false.");
                return null;
        }
    }
}
