using System.Text.Json.Nodes;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>The npm broker <c>aedes</c>, in a process of its own.</summary>
internal sealed class AedesBroker : IAsyncDisposable
{
    private static readonly string Folder = RepositoryRoot.File("tests", "infra", "foreign");
    private readonly RunningProcess _process;
    private readonly JsonNode _addresses;

    private AedesBroker(RunningProcess process, JsonNode addresses) => (_process, _addresses) = (process, addresses);

    /// <param name="certificateFolder">Has <c>cert.pem</c> and <c>key.pem</c> for <c>wss</c>; null for a broker without it.</param>
    public static async Task<AedesBroker> StartAsync(string? certificateFolder = null)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "MQTT for Node.js is missing; 'tests/infra/install foreign' brings it.");
        string[] arguments = certificateFolder is null ? ["broker.mjs"] : ["broker.mjs", certificateFolder];
        var process = ProcessRunner.Start("node", arguments, workingDirectory: Folder);
        return new AedesBroker(process, JsonNode.Parse(await process.WaitForLineAsync("mqtt://", TimeSpan.FromSeconds(30)))!);
    }

    /// <param name="transport"><c>tcp</c>, <c>ws</c> or <c>wss</c>.</param>
    public Uri AddressOver(string transport) => new(_addresses[transport]!.GetValue<string>());

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
