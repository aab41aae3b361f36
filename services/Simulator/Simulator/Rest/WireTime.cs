using System.Globalization;

namespace YotoSmartStream.Simulation.Rest;

internal static class WireTime
{
    /// <summary>ISO 8601 with milliseconds, as every document of the cloud writes it.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
