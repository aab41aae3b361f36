using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Service.Ports;

internal sealed class BrowserSessions(UseBrowserSessionHandler handler) : IBrowserSessions
{
    public async Task<Result<SessionAccess>> ExchangeAsync(ExchangeSession request, CancellationToken cancellationToken)
    {
        var token = await handler.HandleAsync(new UseBrowserSession(request.SessionId), cancellationToken);
        return token.IsSuccess ? new SessionAccess(token.Value.Value, token.Value.ExpiresAt) : token.Error;
    }
}
