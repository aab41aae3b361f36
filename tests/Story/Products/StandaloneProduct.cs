using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>One process with a SQLite file and a folder.</summary>
public sealed class StandaloneProduct(YotoSimulator simulator) : Product(simulator, FreeAddress())
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
        _process = ProcessRunner.Start(BuiltPrograms.Standalone, [], settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }
}
