using System.Globalization;

namespace YotoSmartStream.Testing;

/// <summary>
/// The servers below one state folder, as <c>tests/infra/servers</c> keeps them. A test that kills a server makes a set of
/// its own, so that it disturbs no other test.
/// </summary>
public sealed class ServerSet(string stateFolder)
{
    private static readonly TimeSpan CommandDeadline = TimeSpan.FromMinutes(5);

    /// <summary>Starts what of the named kinds (postgres, rabbitmq, s3, mosquitto) does not run yet; returns the lines of servers.env.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StartAsync(params string[] kinds)
    {
        var ownId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var lines = await CommandAsync(["up", stateFolder, "--with-pid", ownId, .. kinds]);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>kill -9; <see cref="StartAsync"/> brings the server back on the same port with what was on its disk.</summary>
    public Task KillAsync(string kind) => CommandAsync(["kill9", stateFolder, kind]);

    /// <summary>Ends all servers and deletes their data.</summary>
    public Task RemoveAsync() => CommandAsync(["down", stateFolder]);

    internal Task<string> CreateVirtualHostAsync(string name) => CommandAsync(["vhost", stateFolder, name]);

    internal Task CreateBucketAsync(string name) => CommandAsync(["bucket", stateFolder, name]);

    private static Task<string> CommandAsync(IEnumerable<string> arguments) =>
        ProcessRunner.RunAsync(RepositoryRoot.File("tests", "infra", "servers"), arguments, CommandDeadline);
}
