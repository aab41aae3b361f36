using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Other people's software speaks to our resumable uploads: the npm client <c>tus-js-client</c>.</summary>
public sealed class ForeignUploads
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly string Folder = RepositoryRoot.File("tests", "infra", "foreign");

    [Fact]
    public async Task The_npm_client_uploads_in_chunks_hangs_up_and_goes_on()
    {
        await using var host = await AudioHost.StartAsync();
        using var temporary = new TemporaryFolder();
        var file = temporary.File("Once upon a time.wav");
        await File.WriteAllBytesAsync(file, await Samples.WavAsync());

        var said = await SendAsync(host, file, chunkBytes: 50_000, hangUpAfterBytes: 100_000);

        Assert.Equal([50_000, 100_000, 150_000, 200_000, 250_000, new FileInfo(file).Length], said.Where(Is("accepted")).Select(heard => heard.GetProperty("bytes").GetInt64()));
        var (begun, done) = (said.Single(Is("hung up")).GetProperty("url").GetString(), said.Single(Is("done")).GetProperty("url").GetString());
        Assert.Equal(begun, done);
        var id = (await host.Client.GetFromJsonAsync<JsonElement>(done)).GetProperty("audioFileId").GetGuid();
        Assert.Equal("ready", await host.FinalStateAsync(id));
        Assert.Equal("Once upon a time.wav", (await host.StatusAsync(id)).GetProperty("fileName").GetString());
    }

    private static async Task<IReadOnlyList<JsonElement>> SendAsync(AudioHost host, string file, int chunkBytes, int hangUpAfterBytes)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "tus-js-client")))
            throw new InvalidOperationException("tus for Node.js is missing; 'tests/infra/install foreign' brings it.");
        var endpoint = new Uri(host.Module.Address, "/api/uploads").ToString();
        var token = host.Module.Tokens.ForMember(host.Family, Roles.Owner);
        var output = await ProcessRunner.RunAsync("node", [Path.Combine(Folder, "tus.mjs"), endpoint, token, file, $"{chunkBytes}", $"{hangUpAfterBytes}"], Deadline);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static Func<JsonElement, bool> Is(string kind) => heard => heard.GetProperty("event").GetString() == kind;
}
