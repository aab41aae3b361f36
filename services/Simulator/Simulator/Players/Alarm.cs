using System.Globalization;

namespace YotoSmartStream.Simulation.Players;

/// <summary>An alarm as the settings write it: <c>1111100,0730,4OD25,,,8,1</c> are days from Monday on, time, card, two unknowns, volume, on or off.</summary>
internal sealed record Alarm(IReadOnlyList<bool> Days, TimeSpan Time, string CardId, int Volume)
{
    private const int DaysInWeek = 7;
    private const double BuiltInSeconds = 60;
    private static readonly string[] TimeFormats = ["hhmm", @"hh\:mm"];   // Captured, and as one client writes it.

    /// <summary>Nothing when the text is no alarm, or one that is switched off; one that does not say is on.</summary>
    public static Alarm? Parse(string text)
    {
        var fields = text.Split(',');
        if (fields.Length < 6 || (fields.Length > 6 && fields[6] is "0")) return null;
        if (fields[0].Length is not DaysInWeek || !TimeSpan.TryParseExact(fields[1], TimeFormats, CultureInfo.InvariantCulture, out var time)) return null;
        return int.TryParse(fields[5], CultureInfo.InvariantCulture, out var volume)
            ? new Alarm([.. fields[0].Select(flag => flag is '1')], time, fields[2], volume)
            : null;
    }

    /// <summary>When it rings next, where the player stands.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return Enumerable.Range(0, DaysInWeek + 1)
            .Select(days => today.AddDays(days))
            .Where(day => Days[((int)day.DayOfWeek + DaysInWeek - 1) % DaysInWeek])
            .Select(day => At(day + Time, zone))
            .Cast<DateTimeOffset?>()
            .FirstOrDefault(at => at > now);
    }

    /// <summary>What rings when the family does not have the alarm's card.</summary>
    public CardLayout BuiltInSound() => CardLayout.OfOneTrack(CardId, "Alarm", BuiltInSeconds);

    // In the hour that a spring night leaves out, it rings at the end of the gap.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
