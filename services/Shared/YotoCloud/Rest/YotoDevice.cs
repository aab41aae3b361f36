namespace YotoSmartStream.YotoCloud.Rest;

/// <summary>A player as <c>/device-v2/devices/mine</c> lists it (yoto-cloud §2.3).</summary>
/// <param name="DeviceId">24 characters beginning with <c>y</c>; letters, digits, <c>-</c> and <c>_</c> only: it becomes part of topics and paths.</param>
/// <param name="Name">What the family calls it.</param>
/// <param name="DeviceType">An open list: <c>v2</c>, <c>v3</c>, <c>mini</c>, …</param>
/// <param name="Online">The cloud's view, which lags behind MQTT presence.</param>
public sealed record YotoDevice(string DeviceId, string Name, string DeviceType, bool Online);
