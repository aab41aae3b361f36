namespace YotoSmartStream.Testing;

/// <summary>
/// Real servers for tests, started on first use by <c>tests/infra/servers</c> and shared by every test program that runs
/// from this checkout at the time; they stop when the last of these programs has ended.
/// </summary>
public static class RealServers
{
    private static readonly ServerSet Shared = new(RepositoryRoot.File("artifacts", "servers"));

    private static readonly Lazy<Task<PostgresServer>> StartedPostgres = Once(PostgresServer.StartAsync);
    private static readonly Lazy<Task<RabbitMqServer>> StartedRabbitMq = Once(RabbitMqServer.StartAsync);
    private static readonly Lazy<Task<S3Server>> StartedS3 = Once(S3Server.StartAsync);
    private static readonly Lazy<Task<MosquittoServer>> StartedMosquitto = Once(MosquittoServer.StartAsync);

    public static Task<PostgresServer> PostgresAsync() => StartedPostgres.Value;

    public static Task<RabbitMqServer> RabbitMqAsync() => StartedRabbitMq.Value;

    public static Task<S3Server> S3Async() => StartedS3.Value;

    public static Task<MosquittoServer> MosquittoAsync() => StartedMosquitto.Value;

    private static Lazy<Task<T>> Once<T>(Func<ServerSet, Task<T>> start) => new(() => start(Shared));
}
