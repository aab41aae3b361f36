namespace YotoSmartStream.Mqtt;

/// <summary>What can go wrong with MQTT; <see cref="Code"/> is one of <see cref="MqttErrorCodes"/>.</summary>
public abstract class MqttException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public string Code { get; } = code;
}

/// <summary>Bytes or values that MQTT 3.1.1 does not allow. The connection they came from must be closed (section 4.8).</summary>
public sealed class MqttProtocolException(string code, string message, Exception? innerException = null)
    : MqttException(code, message, innerException);

/// <summary>The broker answered CONNECT with a refusal (section 3.2.2.3).</summary>
public sealed class MqttRefusedException(MqttConnectReturnCode returnCode)
    : MqttException(MqttErrorCodes.Refused, $"The broker refused the connection: {returnCode}.")
{
    public MqttConnectReturnCode ReturnCode { get; } = returnCode;
}

/// <summary>The connection could not be opened, or ended while something waited for it.</summary>
public sealed class MqttConnectionException(string code, string message, Exception? innerException = null)
    : MqttException(code, message, innerException)
{
    public MqttConnectionException(MqttClosure closure)
        : this(closure.Code, $"The MQTT connection ended: {closure.Detail}", closure.Exception)
    {
    }
}
