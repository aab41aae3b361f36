using YotoSmartStream.Bridge.Service;
using YotoSmartStream.ModuleHosting;

await ServiceHost.RunAsync<BridgeModule>(args);
