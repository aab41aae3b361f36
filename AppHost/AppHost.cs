using System.Security.Cryptography;

// The distributed shape on one developer machine: a process per service, their databases, the broker, the object store and the
// simulated Yoto cloud. Nothing is kept between runs, so the keys are new each time, too.
var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres");
var rabbitmq = builder.AddRabbitMQ("rabbitmq");
var storeUser = builder.AddParameter("store-user", "yoto-smart-stream");
var storePassword = builder.AddParameter("store-password", NewKey(), secret: true);
var store = builder.AddContainer("minio", "minio/minio", "RELEASE.2025-09-07T16-13-09Z")
    .WithArgs("server", "/data")
    .WithEnvironment("MINIO_ROOT_USER", storeUser)
    .WithEnvironment("MINIO_ROOT_PASSWORD", storePassword)
    .WithHttpEndpoint(targetPort: 9000, name: "http")
    .WithHttpHealthCheck("/minio/health/ready", endpointName: "http");

var yoto = builder.AddProject<Projects.Simulator>("simulator", launchProfileName: null)
    .WithHttpEndpoint(name: "http")
    .WithArgs(context =>
    {
        var endpoint = ((IResourceWithEndpoints)context.Resource).GetEndpoint("http");
        context.Args.Add("--http");
        context.Args.Add(ReferenceExpression.Create($"127.0.0.1:{endpoint.Property(EndpointProperty.TargetPort)}"));
    });

var identity = AddService<Projects.Identity_Service>("identity")
    .WithEnvironment("Identity__KeyProtectionKey", builder.AddParameter("identity-key", NewKey(), secret: true));
var player = AddService<Projects.Player_Service>("player")
    .WithEnvironment("Player__TokenKey", builder.AddParameter("player-token-key", NewKey(), secret: true));
var audio = AddService<Projects.Audio_Service>("audio")
    .WithEnvironment("Audio__StreamKey", builder.AddParameter("audio-stream-key", NewKey(), secret: true))
    .WithEnvironment("Audio__S3__Endpoint", store.GetEndpoint("http"))
    .WithEnvironment("Audio__S3__AccessKey", storeUser)
    .WithEnvironment("Audio__S3__SecretKey", storePassword)
    .WaitFor(store);
var script = AddService<Projects.Script_Service>("script").WithReference(audio);
var bridge = AddService<Projects.MqttBridge_Service>("bridge").WithReference(player);
var card = AddService<Projects.Card_Service>("card").WithReference(player).WithReference(audio).WithReference(script);

var gateway = builder.AddProject<Projects.Gateway>("gateway", launchProfileName: null)
    .WithHttpEndpoint(name: "http")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready")
    .WithReference(rabbitmq).WaitFor(rabbitmq);
KnowsIdentity(gateway, "gateway");
foreach (var service in new[] { identity, player, audio, script, bridge, card })
{
    gateway.WithReference(service).WaitFor(service);
    if (service != identity) KnowsIdentity(service, service.Resource.Name);
    service
        .WithEnvironment("Public__Url", gateway.GetEndpoint("http"))
        .WithEnvironment("Yoto__ApiUrl", yoto.GetEndpoint("http"))
        .WithEnvironment("Yoto__LoginUrl", yoto.GetEndpoint("http"))
        .WithEnvironment("Yoto__MqttUrl", ReferenceExpression.Create($"ws://{yoto.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/mqtt"))
        .WithEnvironment("Yoto__ClientId", "SimulatedYotoClient0000000000001");
}

builder.Build().Run();

// A service has a database of its own and the broker; it is ready when its health says so.
IResourceBuilder<ProjectResource> AddService<TProject>(string name)
    where TProject : IProjectMetadata, new()
{
    var database = postgres.AddDatabase($"{name}-db");
    return builder.AddProject<TProject>(name, launchProfileName: null)
        .WithHttpEndpoint(name: "http")
        .WithHttpHealthCheck("/health/ready")
        .WithReference(database, connectionName: name).WaitFor(database)
        .WithReference(rabbitmq).WaitFor(rabbitmq);
}

// Tokens are verified with Identity's keys, and internal calls carry a token that Identity gives for this secret.
void KnowsIdentity(IResourceBuilder<ProjectResource> service, string name)
{
    var secret = builder.AddParameter($"{name}-secret", NewKey(), secret: true);
    identity.WithEnvironment($"Internal__Clients__{name}", secret);
    service.WithEnvironment("Internal__Secret", secret).WithReference(identity).WaitFor(identity);
}

static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
