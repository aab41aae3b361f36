using System.Security.Cryptography;

namespace YotoSmartStream.Simulation.Accounts;

/// <summary>Random identifiers in the alphabets and lengths that the real cloud uses.</summary>
internal static class Identifiers
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string UserCodeLetters = "BCDFGHJKLMNPQRSTVWXZ";   // No vowels: a code never spells a word.

    public static string Text(int length) => RandomNumberGenerator.GetString(Alphanumeric, length);

    public static string Hex(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);

    public static string UserCode() => $"{RandomNumberGenerator.GetString(UserCodeLetters, 4)}-{RandomNumberGenerator.GetString(UserCodeLetters, 4)}";

    /// <summary>24 characters that begin with y.</summary>
    public static string Device() => $"y{Text(23)}";

    public static string Card() => Text(5);
}
