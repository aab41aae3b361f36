using System.Net;
using System.Net.Sockets;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <summary>Whether players outside the house can reach a host, as far as its addresses tell.</summary>
internal static class PublicHost
{
    public static async Task<SelfTestCheck> CheckAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return new("public", SelfTestCheck.Bad, $"The name {host} leads to no address. Correct Public:Url, or wait until your name server knows it.");
        }

        if (addresses.All(IPAddress.IsLoopback))
            return new("public", SelfTestCheck.Warning, $"{host} is this machine itself: nothing but this machine can reach it.");
        return addresses.All(IsPrivate)
            ? new("public", SelfTestCheck.Warning, $"{host} is an address of your home network: players reach it at home, and nowhere else.")
            : new("public", SelfTestCheck.Good, $"{host} is an address that the whole internet can look up.");
    }

    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] switch
        {
            10 => true,
            100 => bytes[1] is >= 64 and < 128,       // Shared by the customers of a provider (RFC 6598).
            169 => bytes[1] == 254,
            172 => bytes[1] is >= 16 and < 32,
            192 => bytes[1] == 168,
            _ => false,
        };
    }
}
