using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Players.Service;

await ServiceHost.RunAsync<PlayerModule>(args);
