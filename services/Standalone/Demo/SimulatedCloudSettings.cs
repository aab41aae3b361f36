using YotoSmartStream.Simulation;

namespace YotoSmartStream.Standalone.Demo;

internal static class SimulatedCloudSettings
{
    /// <summary>Points the product at a simulated Yoto cloud in this process. It is still reached over HTTP and MQTT, like the real one.</summary>
    public static void UseSimulatedCloud(this WebApplicationBuilder builder, SimulatedCloud cloud)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Yoto:ApiUrl"] = cloud.Ready.Http,
            ["Yoto:LoginUrl"] = cloud.Ready.Http,
            ["Yoto:MqttUrl"] = cloud.Ready.MqttWebSocket,
            ["Yoto:ClientId"] = cloud.Ready.ClientId,
            ["Public:Url"] = builder.Configuration["Public:Url"] ?? builder.Configuration["urls"]!.Split(';')[0],   // Its players live here, too.
        });
        builder.Services.AddSingleton(cloud);
        builder.Services.AddSingleton<DemoHousehold>();
    }
}
