using System.Globalization;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Devices;

/// <summary>A player's settings, as the parents' app writes them: most numbers travel as strings. A write merges.</summary>
internal sealed class PlayerConfig
{
    private const double MostShutdownSeconds = 10 * 365 * 86_400.0;
    private static readonly TimeSpan DefaultDayTime = new(7, 0, 0);
    private static readonly TimeSpan DefaultNightTime = new(19, 30, 0);

    private static readonly JsonObject SharedDefaults = Defaults();
    private static readonly JsonObject SharedShortcuts = DefaultShortcuts();

    private readonly Lock _gate = new();

    // Shared until somebody changes them: most of ten thousand players keep what they were made with.
    private JsonObject _settings = SharedDefaults;
    private IReadOnlyList<Alarm> _alarms = AlarmsIn(SharedDefaults);
    private JsonObject _shortcuts = SharedShortcuts;

    public bool RepeatAll => Read(settings => settings.Flag("repeatAll"));
    public bool PausePowerButton => Read(settings => settings.Flag("pausePowerButton"));
    public bool PauseVolumeDown => Read(settings => settings.Flag("pauseVolumeDown"));
    /// <summary>How long the player stays on unused; nothing for ever.</summary>
    public TimeSpan? ShutdownTimeout =>
        Read(settings => settings.Number("shutdownTimeout")) is > 0 and <= MostShutdownSeconds and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    public string HourFormat => Read(settings => settings.Text("hourFormat") ?? "24");
    public int DayBrightness => Brightness("dayDisplayBrightness");
    public int NightBrightness => Brightness("nightDisplayBrightness");

    public JsonObject Settings => Read(settings => (JsonObject)settings.DeepClone());

    public JsonObject Shortcuts
    {
        get { lock (_gate) return (JsonObject)_shortcuts.DeepClone(); }
        set { lock (_gate) _shortcuts = value; }
    }

    public void Merge(JsonObject changes)
    {
        lock (_gate)
        {
            var changed = (JsonObject)_settings.DeepClone();
            foreach (var (name, value) in changes)
                changed[name] = value?.DeepClone();
            (_settings, _alarms) = (changed, AlarmsIn(changed));
        }
    }

    /// <summary>As some believe the real cloud does it: what is not named falls back to its default.</summary>
    public void Replace(JsonObject settings)
    {
        lock (_gate) _settings = SharedDefaults;
        Merge(settings);
    }

    public int VolumeLimit(bool isDay)
    {
        var limit = Read(settings => settings.Number(isDay ? "maxVolumeLimit" : "nightMaxVolumeLimit"));
        return (int)Math.Clamp(limit ?? Volume.Steps, 0, Volume.Steps);
    }

    /// <summary>What the right knob starts with the given press while nothing plays: card, chapter and track.</summary>
    public (string CardId, string ChapterKey, string TrackKey)? Shortcut(int press, bool isDay)
    {
        lock (_gate)
        {
            var content = _shortcuts["modes"]?[isDay ? "day" : "night"]?["content"] as JsonArray;
            if (content is null || press >= content.Count || content[press]?["params"] is not JsonObject target) return null;
            return target.Text("card") is { } card ? (card, target.Text("chapter") ?? "", target.Text("track") ?? "") : null;
        }
    }

    /// <summary>Whether it is day where the player stands, and how long until that changes.</summary>
    public (bool IsDay, TimeSpan UntilSwitch) DayAt(DateTimeOffset now)
    {
        var time = TimeZoneInfo.ConvertTime(now, Zone()).TimeOfDay;
        var (day, night) = (TimeOfDay("dayTime", DefaultDayTime), TimeOfDay("nightTime", DefaultNightTime));
        var isDay = day <= night ? time >= day && time < night : time >= day || time < night;
        var until = (isDay ? night : day) - time;
        return (isDay, until > TimeSpan.Zero ? until : until + TimeSpan.FromDays(1));
    }

    /// <summary>The alarm that rings next, and when.</summary>
    public (Alarm Alarm, DateTimeOffset At)? NextAlarm(DateTimeOffset now)
    {
        var alarms = Read(_ => _alarms);
        if (alarms.Count is 0) return null;
        var zone = Zone();
        var calls = from alarm in alarms
                    let at = alarm.NextAfter(now, zone)
                    where at is not null
                    orderby at
                    select (alarm, at.Value);
        return calls.Cast<(Alarm, DateTimeOffset)?>().FirstOrDefault();
    }

    public int UtcOffsetSeconds(DateTimeOffset now) => (int)Zone().GetUtcOffset(now).TotalSeconds;

    public string TimeZone => Read(settings => settings.Text("timezone") is { Length: > 0 } zone ? zone : "Europe/London");

    private TimeZoneInfo Zone() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    private TimeSpan TimeOfDay(string name, TimeSpan otherwise)
    {
        var text = Read(settings => settings.Text(name));
        return TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out var time) ? time : otherwise;
    }

    private int Brightness(string name) => Read(settings => settings.Text(name) is "auto" ? 255 : (int)(settings.Number(name) ?? 100));

    private T Read<T>(Func<JsonObject, T> read)
    {
        lock (_gate) return read(_settings);
    }

    private static IReadOnlyList<Alarm> AlarmsIn(JsonObject settings) =>
        [.. (settings["alarms"] as JsonArray ?? []).Select(text => Alarm.Parse(text?.ToString() ?? "")).OfType<Alarm>()];

    private static JsonObject Defaults() => new()
    {
        ["locale"] = "en",
        ["timezone"] = "Europe/London",
        ["hourFormat"] = "24",
        ["clockFace"] = "digital-sun",
        ["dayTime"] = $"{DefaultDayTime:hh\\:mm}",
        ["nightTime"] = $"{DefaultNightTime:hh\\:mm}",
        ["ambientColour"] = "#40bfd9",
        ["nightAmbientColour"] = "#f57399",
        ["dayDisplayBrightness"] = "auto",
        ["nightDisplayBrightness"] = "40",
        ["displayDimTimeout"] = "60",
        ["displayDimBrightness"] = "20",
        ["maxVolumeLimit"] = "16",
        ["nightMaxVolumeLimit"] = "8",
        ["headphonesVolumeLimited"] = false,
        ["volumeLevel"] = "safe",
        ["systemVolume"] = "100",
        ["bluetoothEnabled"] = "1",
        ["btHeadphonesEnabled"] = true,
        ["repeatAll"] = false,
        ["pausePowerButton"] = true,
        ["pauseVolumeDown"] = false,
        ["shutdownTimeout"] = "3600",
        ["dayYotoDaily"] = "3nC80/daily/<yyyymmdd>",
        ["nightYotoDaily"] = "0",
        ["dayYotoRadio"] = "3nC80/radio-day/01",
        ["nightYotoRadio"] = "3nC80/radio-night/01",
        ["daySoundsOff"] = "0",
        ["nightSoundsOff"] = "1",
        ["logLevel"] = "none",
        ["showDiagnostics"] = false,
        ["alarms"] = new JsonArray("0000001,0700,4OD25,,,1,0"),
    };

    private static JsonObject DefaultShortcuts() => new()
    {
        ["modes"] = new JsonObject
        {
            ["day"] = new JsonObject { ["content"] = new JsonArray(TrackPlay("daily", "<yyyymmdd>"), TrackPlay("radio-day", "01")) },
            ["night"] = new JsonObject { ["content"] = new JsonArray(TrackPlay("radio-night", "01")) },
        },
        ["versionId"] = Accounts.Identifiers.Hex(40),
    };

    private static JsonObject TrackPlay(string chapter, string track) => new()
    {
        ["cmd"] = "track-play",
        ["params"] = new JsonObject { ["card"] = "3nC80", ["chapter"] = chapter, ["track"] = track },
    };
}
