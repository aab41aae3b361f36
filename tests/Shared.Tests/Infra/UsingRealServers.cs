using System.Net;
using System.Net.Sockets;
using Npgsql;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Infra;

public sealed class UsingRealServers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_test_has_an_empty_PostgreSQL_database_of_its_own_that_is_dropped_after_it()
    {
        var server = await RealServers.PostgresAsync();
        string name;
        await using (var database = await server.CreateDatabaseAsync())
        {
            name = database.Name;
            Assert.Equal(0L, await AskAsync(database, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"));
        }

        await using var other = await server.CreateDatabaseAsync();
        Assert.Equal(0L, await AskAsync(other, $"SELECT count(*) FROM pg_database WHERE datname = '{name}'"));
    }

    [Fact]
    public async Task A_test_has_a_RabbitMQ_virtual_host_of_its_own()
    {
        var server = await RealServers.RabbitMqAsync();

        var first = await server.CreateVirtualHostAsync();
        var second = await server.CreateVirtualHostAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(server.Address.Authority, first.Authority);
        Assert.Equal(1, await FirstByteAfterAsync(first, "AMQP\0\0\u0009\u0001"u8.ToArray()));   // A broker greets with a method frame.
    }

    [Fact]
    public async Task A_test_has_an_S3_bucket_of_its_own_that_strangers_cannot_read()
    {
        var server = await RealServers.S3Async();
        using var anonymous = new HttpClient { BaseAddress = server.Endpoint };

        var bucket = await server.CreateBucketAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await anonymous.GetAsync($"/{bucket}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anonymous.GetAsync($"/{bucket}-of-nobody")).StatusCode);
    }

    [Fact]
    public async Task Mosquitto_refuses_who_does_not_know_the_password()
    {
        var server = await RealServers.MosquittoAsync();
        var user = server.Address.UserInfo.Split(':');

        Assert.Equal("", await PublishAsync(server, user[1]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => PublishAsync(server, "wrong"));
    }

    [Fact]
    public async Task A_killed_server_comes_back_on_its_port_with_its_data()
    {
        using var folder = new TemporaryFolder();
        var servers = new ServerSet(folder.File("servers"));
        try
        {
            var server = await PostgresServer.StartAsync(servers);
            await using var database = await server.CreateDatabaseAsync();
            await AskAsync(database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1); SELECT 1");

            await servers.KillAsync("postgres");
            NpgsqlConnection.ClearAllPools();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(database, "SELECT 1"));
            await servers.StartAsync("postgres");

            Assert.Equal(1L, await AskAsync(database, "SELECT count(*) FROM kept"));
        }
        finally
        {
            await servers.RemoveAsync();
        }
    }

    private static Task<string> PublishAsync(MosquittoServer server, string password) => ProcessRunner.RunAsync(
        "mosquitto_pub",
        ["-h", server.Address.Host, "-p", $"{server.Address.Port}", "-u", server.Address.UserInfo.Split(':')[0], "-P", password, "-t", "test", "-m", "hello"],
        Deadline);

    private static async Task<object?> AskAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<int> FirstByteAfterAsync(Uri server, byte[] greeting)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(greeting);
        var answer = new byte[1];
        await client.GetStream().ReadExactlyAsync(answer);
        return answer[0];
    }
}
