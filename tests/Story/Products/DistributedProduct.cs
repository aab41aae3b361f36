using System.Security.Cryptography;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>A process per service behind the gateway, with PostgreSQL, RabbitMQ and an S3 server.</summary>
public sealed class DistributedProduct : Product
{
    /// <summary>Module name, which is also its client id and address key, and the folder of its service.</summary>
    private static readonly (string Module, string Folder)[] Services =
    [
        ("identity", "Identity"), ("player", "Player"), ("card", "Card"), ("audio", "Audio"), ("script", "Script"), ("bridge", "MqttBridge"),
    ];

    private readonly Dictionary<string, RunningProcess> _processes = [];
    private readonly Dictionary<string, Uri> _addresses = Services.ToDictionary(service => service.Module, _ => FreeAddress());
    private readonly Dictionary<string, string> _secrets = Services.Select(service => service.Module).Append("gateway").ToDictionary(name => name, _ => Secret());
    private readonly Dictionary<string, string?> _keys = new()
    {
        ["Identity__KeyProtectionKey"] = Secret(),
        ["Player__TokenKey"] = Secret(),
        ["Audio__StreamKey"] = Secret(),
    };
    private readonly Dictionary<string, PostgresDatabase> _databases;
    private readonly Uri _broker;
    private readonly S3Server _s3;
    private readonly string _bucket;

    private DistributedProduct(YotoSimulator simulator, Dictionary<string, PostgresDatabase> databases, Uri broker, S3Server s3, string bucket)
        : base(simulator, FreeAddress()) =>
        (_databases, _broker, _s3, _bucket) = (databases, broker, s3, bucket);

    public override string Shape => "distributed";

    public override IReadOnlyDictionary<string, RunningProcess> Processes => _processes;

    protected override RunningProcess IdentityProcess => _processes["identity"];

    protected override IEnumerable<Uri> HealthAddresses => [.. _addresses.Values, Gateway];

    public static async Task<DistributedProduct> CreateAsync(YotoSimulator simulator, Uri? telemetry = null, string? crashWish = null)
    {
        var postgres = await RealServers.PostgresAsync();
        var databases = new Dictionary<string, PostgresDatabase>();
        foreach (var (module, _) in Services) databases[module] = await postgres.CreateDatabaseAsync();
        var broker = await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync();
        return new DistributedProduct(simulator, databases, broker, await RealServers.S3Async(), $"story-{Guid.CreateVersion7():n}")
        {
            Telemetry = telemetry, CrashWish = crashWish,
        };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var database in _databases.Values) await database.DisposeAsync();
    }

    protected override void Launch()
    {
        foreach (var (module, folder) in Services) Launch(module, BuiltPrograms.Service(folder), _addresses[module]);
        Launch("gateway", BuiltPrograms.Gateway, Gateway);
    }

    private void Launch(string name, string program, Uri address)
    {
        if (_processes.TryGetValue(name, out var running) && !running.HasExited) return;
        var settings = CommonSettings();
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        settings["ConnectionStrings__rabbitmq"] = _broker.ToString();
        settings["Internal__Secret"] = _secrets[name];
        if (_databases.TryGetValue(name, out var database)) settings[$"ConnectionStrings__{name}"] = database.ConnectionString;
        foreach (var (module, where) in _addresses) settings[$"services__{module}__http__0"] = where.GetLeftPart(UriPartial.Authority);
        foreach (var (key, value) in SettingsOf(name)) settings[key] = value;
        _processes[name] = ProcessRunner.Start(program, [], settings);
    }

    /// <summary>Keys and secrets go only to the service that they belong to.</summary>
    private Dictionary<string, string?> SettingsOf(string name) => name switch
    {
        "identity" => _secrets.ToDictionary(secret => $"Internal__Clients__{secret.Key}", secret => (string?)secret.Value)
            .Append(KeyValuePair.Create("Identity__KeyProtectionKey", _keys["Identity__KeyProtectionKey"])).ToDictionary(),
        "player" => new() { ["Player__TokenKey"] = _keys["Player__TokenKey"] },
        "audio" => new()
        {
            ["Audio__StreamKey"] = _keys["Audio__StreamKey"],
            ["Audio__S3__Endpoint"] = _s3.Endpoint.GetLeftPart(UriPartial.Authority),
            ["Audio__S3__AccessKey"] = _s3.AccessKey,
            ["Audio__S3__SecretKey"] = _s3.SecretKey,
            ["Audio__S3__Region"] = _s3.Region,
            ["Audio__S3__Bucket"] = _bucket,
        },
        _ => [],
    };

    private static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
