using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Players.Service.Yoto;

internal sealed class YotoPlayerList(YotoApiClient yoto) : IYotoPlayerList
{
    public async Task<Result<IReadOnlyList<ListedPlayer>>> ListAsync(YotoAccessToken token, CancellationToken cancellationToken)
    {
        var devices = await yoto.ListDevicesAsync(token.Token, cancellationToken);
        if (devices.IsFailure) return devices.Error;
        return Result<IReadOnlyList<ListedPlayer>>.Of(
            [.. devices.Value.Select(device => new ListedPlayer(device.DeviceId, device.Name, device.DeviceType, device.Online))]);
    }
}
