using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Mqtt;

/// <summary>One connection of the broker, from its first byte to its last.</summary>
internal sealed class BrokerConnection(MqttBroker broker, IMqttTransport transport, ILogger logger)
{
    private readonly PacketInput _input = new(transport.Input, broker.Options.MaximumPacketBytes);
    private readonly PacketOutput _output = new(transport, broker.Time);

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            if (await AdmitAsync(stopping) is { } client) await ServeAsync(client, stopping);
            else await _output.WaitUntilSentAsync(CancellationToken.None).WaitAsync(MqttBrokerClient.FarewellTimeout, broker.Time, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Not one valid CONNECT came; there is no client to tell about it.
            var closure = MqttClosure.Because(exception);
            transport.Explain(closure);
            if (closure.Code is MqttErrorCodes.Failure) logger.ConnectionFailed(exception, "");
            else logger.ConnectionRejected(transport.RemoteAddress, closure.Code);
        }
        finally
        {
            await transport.DisposeQuietlyAsync();
        }
    }

    /// <summary>Reads CONNECT and answers it (MQTT 3.1.1, section 3.1.4); null when the answer was a refusal.</summary>
    private async Task<MqttBrokerClient?> AdmitAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(broker.Options.ConnectTimeout, broker.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            return await _input.ReadAsync(either.Token) switch
            {
                ConnectPacket connect => await JudgeAsync(connect, either.Token),
                null => throw new MqttConnectionException(MqttClosure.ClosedByPeer),
                _ => throw new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, "A client's first packet is CONNECT."),
            };
        }
        catch (MqttProtocolException exception) when (exception.Code is MqttErrorCodes.ProtocolLevel)
        {
            return Refuse(MqttConnectReturnCode.UnacceptableProtocolVersion);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new MqttConnectionException(MqttErrorCodes.ConnectTimeout, "No CONNECT came in time.");
        }
    }

    private async Task<MqttBrokerClient?> JudgeAsync(ConnectPacket connect, CancellationToken cancellationToken)
    {
        if (connect is { ClientId: "", CleanSession: false }) return Refuse(MqttConnectReturnCode.IdentifierRejected);

        var request = new MqttConnectRequest(
            connect.ClientId is "" ? $"auto-{Guid.CreateVersion7():N}" : connect.ClientId,
            connect.UserName, connect.Password, connect.CleanSession, TimeSpan.FromSeconds(connect.KeepAliveSeconds), connect.Will, transport.RemoteAddress);
        var admission = await AuthenticateAsync(request, cancellationToken);
        if (admission.ReturnCode is not MqttConnectReturnCode.Accepted) return Refuse(admission.ReturnCode);

        var client = new MqttBrokerClient(request, admission, broker.Time.GetUtcNow(), transport, _output);
        if (connect.Will is { } will && !broker.Policy.MayPublish(client, will.Topic)) return Refuse(MqttConnectReturnCode.NotAuthorized);
        broker.Admit(client);
        return client;
    }

    private async ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await broker.Policy.AuthenticateAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.PolicyFailed(exception);
            return MqttAdmission.Refuse(MqttConnectReturnCode.ServerUnavailable);
        }
    }

    private MqttBrokerClient? Refuse(MqttConnectReturnCode returnCode)
    {
        _output.Write(new ConnAckPacket(SessionPresent: false, returnCode));
        return null;
    }

    private async Task ServeAsync(MqttBrokerClient client, CancellationToken stopping)
    {
        using var watch = new ClientWatch(client, broker.Options.MaximumKeepAlive, broker.Time);
        try
        {
            while (client.Closure is null && await _input.ReadAsync(stopping) is { } packet)
            {
                watch.Heard();
                if (client.IsBlackholed) continue;
                await HandleAsync(client, packet, stopping);
                await _output.WaitForRoomAsync(stopping);
            }

            broker.End(client, MqttClosure.ClosedByPeer);
        }
        catch (Exception exception)
        {
            broker.End(client, stopping.IsCancellationRequested ? MqttClosure.BrokerStopped : MqttClosure.Because(exception));
        }

        if (client.Closure is { Code: MqttErrorCodes.Failure } failure) logger.ConnectionFailed(failure.Exception, client.ClientId);
        else logger.ClientEnded(client.ClientId, client.RemoteAddress, client.Closure!.Code, client.DroppedCount);
    }

    private async ValueTask HandleAsync(MqttBrokerClient client, MqttPacket packet, CancellationToken cancellationToken)
    {
        var session = client.Session!;
        switch (packet)
        {
            case PublishPacket publish: await AcceptAsync(client, publish, cancellationToken); break;
            case PubAckPacket answer: session.Confirm(answer.PacketId); break;
            case PubRecPacket answer: session.ConfirmReceived(answer.PacketId); break;
            case PubCompPacket answer: session.Complete(answer.PacketId); break;
            case PubRelPacket release:
                session.EndExactlyOnce(release.PacketId);
                _output.Write(new PubCompPacket(release.PacketId));
                break;
            case SubscribePacket subscribe: Subscribe(client, subscribe); break;
            case UnsubscribePacket unsubscribe: broker.Unsubscribe(client, unsubscribe); break;
            case PingReqPacket: _output.Write(PingRespPacket.Instance); break;
            case DisconnectPacket: broker.End(client, MqttClosure.Requested); break;
            default: throw new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, $"A client does not send {packet.GetType().Name} here.");
        }
    }

    private async ValueTask AcceptAsync(MqttBrokerClient client, PublishPacket publish, CancellationToken cancellationToken)
    {
        var message = publish.Message;
        if (message.QualityOfService > broker.Options.MaximumQualityOfService || !broker.Policy.MayPublish(client, message.Topic))
        {
            broker.End(client, MqttClosure.NotPermitted("publish to", message.Topic));
            return;
        }

        switch (message.QualityOfService)
        {
            case QualityOfService.AtMostOnce:
                await broker.AcceptAsync(client, message, cancellationToken);
                break;
            case QualityOfService.AtLeastOnce:
                await broker.AcceptAsync(client, message, cancellationToken);
                _output.Write(new PubAckPacket(publish.PacketId));
                break;
            default:
                if (client.Session!.BeginExactlyOnce(publish.PacketId)) await broker.AcceptAsync(client, message, cancellationToken);
                _output.Write(new PubRecPacket(publish.PacketId));
                break;
        }
    }

    private void Subscribe(MqttBrokerClient client, SubscribePacket subscribe)
    {
        var refused = subscribe.Subscriptions.Select(subscription => subscription.Filter).Where(filter => !broker.Policy.MaySubscribe(client, filter)).ToList();
        if (refused.Count > 0 && broker.Options.ClosesOnRefusedSubscription) broker.End(client, MqttClosure.NotPermitted("subscribe to", refused[0]));
        else broker.Subscribe(client, subscribe, refused);
    }
}
