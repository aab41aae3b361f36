using System.Text;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.OAuth;

namespace YotoSmartStream.Simulation.Broker;

/// <summary>
/// Yoto's authorizer: the user name names it after a question mark, the password is an access token. A client may use the exact
/// topics of its own family's players; anything else, wildcards included, closes the connection.
/// </summary>
internal sealed class YotoBrokerPolicy(AccessTokens tokens) : IMqttBrokerPolicy
{
    private const string AuthorizerSuffix = "?x-amz-customauthorizer-name=PublicJWTAuthorizer";

    public async ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        if (request.UserName?.EndsWith(AuthorizerSuffix, StringComparison.Ordinal) is not true || request.Password is not { } password)
            return MqttAdmission.Refuse(MqttConnectReturnCode.NotAuthorized);
        if (await tokens.VerifyAsync(Encoding.UTF8.GetString(password)) is not { } grant)
            return MqttAdmission.Refuse(MqttConnectReturnCode.NotAuthorized);
        return grant.Scopes.Contains(Scopes.DevicesControl)
            ? MqttAdmission.Accept(grant.Account, grant.ExpiresAt)
            : MqttAdmission.Refuse(MqttConnectReturnCode.NotAuthorized);
    }

    public bool MaySubscribe(MqttBrokerClient client, string filter) => Owns(client, filter);

    public bool MayPublish(MqttBrokerClient client, string topic) => Owns(client, topic);

    private static bool Owns(MqttBrokerClient client, string topic) =>
        client.Principal is Accounts.Account account && DeviceTopic.Parse(topic) is { } own && account.FindPlayer(own.DeviceId) is not null;
}
