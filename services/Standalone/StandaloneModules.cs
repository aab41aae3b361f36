using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.Bridge.Service;
using YotoSmartStream.Cards.Service;
using YotoSmartStream.Identities.Service;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Stories.Service;

namespace YotoSmartStream.Standalone;

/// <summary>Every module of the product; in the distributed shape each of them is a process of its own.</summary>
public static class StandaloneModules
{
    public static IServiceModule[] All() =>
    [
        new IdentityModule(), new PlayerModule(), new CardModule(), new AudioModule(), new ScriptModule(), new BridgeModule(),
    ];
}
