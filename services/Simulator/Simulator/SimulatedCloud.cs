using Microsoft.AspNetCore.Server.Kestrel.Core;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Broker;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Control;
using YotoSmartStream.Simulation.Devices;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Library;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Media.Images;
using YotoSmartStream.Simulation.Media.Uploads;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;
using YotoSmartStream.Simulation.Seed;
using YotoSmartStream.Simulation.Tls;

namespace YotoSmartStream.Simulation;

/// <summary>
/// A Yoto cloud in memory: OAuth, REST and MQTT as clients know them, with virtual players that really fetch and play, and a control
/// API at <c>/sim</c>. It runs inside any process and takes nothing from that process's configuration.
/// </summary>
public sealed class SimulatedCloud : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SimulatedCloudOptions _options;
    private readonly TestAuthority? _authority;
    private SimulatedAccount? _seeded;
    private string _http = "";

    private SimulatedCloud(SimulatedCloudOptions options)
    {
        _options = options;
        _authority = options.TlsFolder is { } folder ? TestAuthority.Open(folder, options.TimeProvider) : null;
        _application = Build(options);
    }

    /// <summary>Addresses and the seeded account, as they are now: a reset seeds a new one.</summary>
    public SimulatedCloudReady Ready => new(
        _http,
        $"mqtt://{_application.Services.GetRequiredService<CloudBroker>().TcpEndPoint}",
        $"ws{_http["http".Length..]}/mqtt",
        _options.ClientId,
        _options.Speed,
        _seeded!)
    {
        CaFile = _authority?.CertificatePath,
        OpenMqtt = _application.Services.GetService<OpenBroker>() is { } open ? $"mqtt://{open.EndPoint}" : null,
    };

    /// <summary>Everything that it answers, so that a test can walk through all of it.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints => [.. _application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Starts listening; when it returns, everything answers.</summary>
    public static async Task<SimulatedCloud> StartAsync(SimulatedCloudOptions options, CancellationToken cancellationToken = default)
    {
        var cloud = new SimulatedCloud(options);
        cloud._application.Services.GetRequiredService<CloudBroker>();
        cloud._application.Services.GetService<OpenBroker>();
        cloud._seeded = cloud.Seed();
        await cloud._application.StartAsync(cancellationToken);
        cloud._http = cloud._application.Urls.Single();
        cloud._application.Services.GetRequiredService<UploadedAudio>().BaseUrl = cloud._http;
        return cloud;
    }

    /// <summary>Creates one more account with players that are switched on, and tokens for it.</summary>
    internal SimulatedAccount CreateAccount(IReadOnlyList<PlayerModel> models, TimeSpan? accessTokenLifetime = null, bool hasLibrary = false)
    {
        var services = _application.Services;
        var account = services.GetRequiredService<AccountRegistry>().Create(models, accessTokenLifetime);
        if (hasLibrary) services.GetRequiredService<SampleLibrary>().GiveTo(account);
        IReadOnlyList<string> scopes = [Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, .. Scopes.OfTheApi];
        return new SimulatedAccount(
            account.Id,
            account.Email,
            services.GetRequiredService<AccessTokens>().Issue(account, _options.ClientId, scopes),
            services.GetRequiredService<RefreshTokens>().Begin(account, _options.ClientId, scopes)!,
            [.. account.Players.Select(player => player.Id)]);
    }

    /// <summary>Forgets accounts, cards, tokens and sessions, and seeds a new account.</summary>
    internal void Reset()
    {
        var services = _application.Services;
        services.GetRequiredService<Crowd>().Clear();
        services.GetRequiredService<AccountRegistry>().Clear();
        services.GetRequiredService<FaultBoard>().SwitchAllOff();
        services.GetRequiredService<FaultBoard>().ForgetPlayers();
        services.GetRequiredService<CardStore>().Clear();
        services.GetRequiredService<LibraryGroups>().Clear();
        services.GetRequiredService<FamilyImages>().Clear();
        services.GetRequiredService<AudioUploads>().Clear();
        services.GetRequiredService<MediaLibrary>().Clear();
        services.GetRequiredService<OAuthClients>().Reset();
        services.GetRequiredService<DeviceCodes>().Clear();
        services.GetRequiredService<AuthorizationCodes>().Clear();
        services.GetRequiredService<RefreshTokens>().Clear();
        services.GetRequiredService<CloudBroker>().Reset();
        _seeded = Seed();
    }

    public async ValueTask DisposeAsync()
    {
        _application.Services.GetRequiredService<AccountRegistry>().Clear();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private SimulatedAccount Seed()
    {
        _application.Services.GetRequiredService<DisplayIcons>().Reset();
        _application.Services.GetRequiredService<SampleLibrary>().AddMedia();
        return CreateAccount(PlayerModel.Household(_options.Players), hasLibrary: true);
    }

    // The empty builder reads neither settings files nor the environment of the process around it.
    private WebApplication Build(SimulatedCloudOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(options.Http, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;   // WebSocket clients of players' kind know no other.
            if (_authority is not null) listen.UseHttps(_authority.IssueFor(options.TlsNames));
        }));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton(options.TimeProvider);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton(new PlayerClock(options.TimeProvider, options.Speed));
        builder.Services.AddSingleton(_ => PlayerHttp.CreateClient(_authority));
        builder.Services.AddSingleton<PlayerUplink>();
        builder.Services.AddSingleton<FaultBoard>();
        builder.Services.AddSingleton<IPlayerUplink>(services =>
            new FaultyUplink(services.GetRequiredService<PlayerUplink>(), services.GetRequiredService<FaultBoard>(), options.TimeProvider));
        builder.Services.AddSingleton<PlayerWorld>();
        builder.Services.AddSingleton<VirtualPlayerFactory>();
        builder.Services.AddSingleton<AccountRegistry>();
        builder.Services.AddSingleton<Crowd>();
        builder.Services.AddSingleton<CardStore>();
        builder.Services.AddSingleton<PlayableTracks>();
        builder.Services.AddSingleton<LibraryGroups>();
        builder.Services.AddSingleton<FamilyImages>();
        builder.Services.AddSingleton<WorkFolder>();
        builder.Services.AddSingleton<SignedLinks>();
        builder.Services.AddSingleton<MediaLibrary>();
        builder.Services.AddSingleton<UploadedAudio>();
        builder.Services.AddSingleton<IUploadedAudio>(services => services.GetRequiredService<UploadedAudio>());
        builder.Services.AddSingleton<DisplayIcons>();
        builder.Services.AddSingleton<Transcoder>();
        builder.Services.AddSingleton<TranscodeQueue>();
        builder.Services.AddSingleton<AudioUploads>();
        builder.Services.AddSingleton<SampleLibrary>();
        builder.Services.AddSingleton<PlayerActs>();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<OAuthClients>();
        builder.Services.AddSingleton<RefreshTokens>();
        builder.Services.AddSingleton<DeviceCodes>();
        builder.Services.AddSingleton<AuthorizationCodes>();
        builder.Services.AddSingleton<YotoBrokerPolicy>();
        builder.Services.AddSingleton<IMqttBrokerPolicy>(services =>
            new FaultyBrokerPolicy(services.GetRequiredService<YotoBrokerPolicy>(), services.GetRequiredService<FaultBoard>(), options.TimeProvider));
        builder.Services.AddSingleton<CloudBroker>();
        if (options.OpenMqtt is { } openMqtt) builder.Services.AddSingleton(_ => new OpenBroker(openMqtt, options.TimeProvider));

        var application = builder.Build();
        application.UseMiddleware<GatewayBehaviour>();
        application.UseMiddleware<HttpFaults>();
        application.UseWebSockets();
        application.UseWhen(IsMqtt, branch => branch.Run(context => context.RequestServices.GetRequiredService<CloudBroker>().ServeWebSocketAsync(context)));
        application.UseRouting();
        application.UseMiddleware<BearerAuthentication>();
        application.MapOAuth();
        application.MapSignIn();
        application.MapDevices();
        application.MapContent();
        application.MapLibrary();
        application.MapLibraryGroups();
        application.MapFamilyImages();
        application.MapAudioUploads();
        application.MapCovers();
        application.MapDisplayIcons();
        application.MapMediaFiles();
        application.MapControl();
        application.MapControlPage();
        application.MapFallback(() => YotoError.NotFound("There is no such resource."));
        return application;
    }

    // Clients differ: some open the socket at the root, some at /mqtt.
    private static bool IsMqtt(HttpContext context) => context.WebSockets.IsWebSocketRequest && context.Request.Path.Value is ("/" or "/mqtt");
}
