namespace YotoSmartStream.Simulation.Players;

/// <summary>A kind of player hardware, as the cloud names it.</summary>
internal sealed record PlayerModel(
    string DeviceType, string DeviceFamily, string DeviceGroup, string Generation, string FormFactor, bool HasLightSensor, string PowerCaps)
{
    public static PlayerModel Standard { get; } = new("v3", "v3", "", "gen3", "standard", HasLightSensor: true, PowerCaps: "0x02");
    public static PlayerModel Mini { get; } = new("mini", "mini", "", "gen3", "mini", HasLightSensor: false, PowerCaps: "");

    /// <summary>A household with both kinds, the standard one first.</summary>
    public static IReadOnlyList<PlayerModel> Household(int players) => [.. Enumerable.Range(0, players).Select(index => index % 2 is 0 ? Standard : Mini)];

    public static PlayerModel? Find(string deviceType) => deviceType switch
    {
        "v3" => Standard,
        "v3e" => Standard with { DeviceType = "v3e", DeviceGroup = "e", PowerCaps = "0x98" },
        "v2" => Standard with { DeviceType = "v2", DeviceFamily = "v2", Generation = "gen2", HasLightSensor = false },
        "mini" => Mini,
        "minie" => Mini with { DeviceType = "minie", DeviceGroup = "e" },
        _ => null,
    };
}
