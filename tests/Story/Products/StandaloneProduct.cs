using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>One process with a SQLite file and a folder.</summary>
/// <param name="simulator">The Yoto cloud that it talks to.</param>
/// <param name="program">What is run; null: the program that was built together with this one.</param>
public sealed class StandaloneProduct(YotoSimulator simulator, string? program = null) : Product(simulator, FreeAddress())
{
    private readonly TemporaryFolder _data = new();
    private RunningProcess? _process;

    public override string Shape => "standalone";

    public override IReadOnlyDictionary<string, RunningProcess> Processes =>
        _process is null ? new Dictionary<string, RunningProcess>() : new Dictionary<string, RunningProcess> { ["standalone"] = _process };

    protected override RunningProcess IdentityProcess => _process!;

    protected override IEnumerable<Uri> HealthAddresses => [Gateway];

    protected override void Launch()
    {
        if (_process is { HasExited: false }) return;
        var settings = CommonSettings();
        settings["ASPNETCORE_URLS"] = Gateway.GetLeftPart(UriPartial.Authority);
        settings["Data__Folder"] = _data.Path;
        _process = ProcessRunner.Start(program ?? BuiltPrograms.Standalone, [], settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }
}
