using System.Text.Json;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Events as they lie in the outbox and travel on the bus: plain camelCase JSON; unknown fields are ignored.</summary>
internal static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    public static string Write(IntegrationEvent integrationEvent) => JsonSerializer.Serialize(integrationEvent, integrationEvent.GetType(), Options);

    public static IntegrationEvent Read(string json, Type type) =>
        (IntegrationEvent?)JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException($"An event of type {type.Name} was null.");
}
