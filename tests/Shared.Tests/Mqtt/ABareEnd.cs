using System.Net.Sockets;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>One end of a connection that sends exactly the packets, or bytes, that a test writes down.</summary>
internal sealed class ABareEnd : IAsyncDisposable
{
    private readonly IMqttTransport _transport;
    private readonly PacketInput _input;
    private readonly PacketOutput _output;

    private ABareEnd(IMqttTransport transport)
    {
        _transport = transport;
        _input = new PacketInput(transport.Input, int.MaxValue);
        _output = new PacketOutput(transport, TimeProvider.System);
    }

    public static async Task<ABareEnd> DialAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port, Deadline.Token());
        return Over(socket);
    }

    public static ABareEnd Over(Socket socket) => new(MqttTransports.FromSocket(socket));

    public static async Task<ABareEnd> ConnectAsync(int port, string clientId, bool cleanSession = true)
    {
        var client = await DialAsync(port);
        client.Send(new ConnectPacket { ClientId = clientId, CleanSession = cleanSession });
        Assert.Equal(MqttConnectReturnCode.Accepted, (await client.ReadAsync<ConnAckPacket>()).ReturnCode);
        return client;
    }

    public void Send(MqttPacket packet) => _output.Write(packet);

    /// <summary>Whether the other end takes what was sent, within a while.</summary>
    public async Task<bool> TryWaitForRoomAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await _output.WaitForRoomAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Publishes and goes through the steps of the quality.</summary>
    public async Task PublishAsync(string topic, string text, QualityOfService quality)
    {
        const ushort PacketId = 77;
        Send(new PublishPacket(MqttMessage.FromText(topic, text, quality), quality is QualityOfService.AtMostOnce ? (ushort)0 : PacketId));
        switch (quality)
        {
            case QualityOfService.AtLeastOnce:
                Assert.Equal(PacketId, (await ReadAsync<PubAckPacket>()).PacketId);
                break;
            case QualityOfService.ExactlyOnce:
                Assert.Equal(PacketId, (await ReadAsync<PubRecPacket>()).PacketId);
                Send(new PubRelPacket(PacketId));
                Assert.Equal(PacketId, (await ReadAsync<PubCompPacket>()).PacketId);
                break;
        }
    }

    /// <summary>Goes through the steps of a received message's quality.</summary>
    public async Task ConfirmAsync(PublishPacket received)
    {
        switch (received.Message.QualityOfService)
        {
            case QualityOfService.AtLeastOnce:
                Send(new PubAckPacket(received.PacketId));
                break;
            case QualityOfService.ExactlyOnce:
                Send(new PubRecPacket(received.PacketId));
                Assert.Equal(received.PacketId, (await ReadAsync<PubRelPacket>()).PacketId);
                Send(new PubCompPacket(received.PacketId));
                break;
        }
    }

    public async Task SendBytesAsync(string hex) =>
        await _transport.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), Deadline.Token());

    public async Task<TPacket> ReadAsync<TPacket>()
        where TPacket : MqttPacket => Assert.IsType<TPacket>(await _input.ReadAsync(Deadline.Token()));

    /// <summary>Waits until the other end hangs up, whichever way.</summary>
    public async Task ExpectEndAsync()
    {
        try
        {
            var packet = await _input.ReadAsync(Deadline.Token());
            Assert.True(packet is null, $"Expected the end and got {packet}.");
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
    }

    public void Drop() => _transport.Abort();

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
