namespace YotoSmartStream.Testing;

public sealed class RabbitMqServer
{
    private readonly ServerSet _servers;

    private RabbitMqServer(ServerSet servers, Uri address)
    {
        _servers = servers;
        Address = address;
    }

    /// <summary>The broker's default virtual host: <c>amqp://user:password@host:port/</c>.</summary>
    public Uri Address { get; }

    public static async Task<RabbitMqServer> StartAsync(ServerSet servers) =>
        new(servers, new Uri((await servers.StartAsync("rabbitmq"))["RABBITMQ"]));

    /// <summary>
    /// The address of an empty virtual host of its own. On a broker given by the environment it is that broker's one, so
    /// queue names should be unique all the same.
    /// </summary>
    public async Task<Uri> CreateVirtualHostAsync() =>
        new((await _servers.CreateVirtualHostAsync($"test-{Guid.CreateVersion7():n}")).Trim());
}
