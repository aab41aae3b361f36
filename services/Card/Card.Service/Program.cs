using YotoSmartStream.Cards.Service;
using YotoSmartStream.ModuleHosting;

await ServiceHost.RunAsync<CardModule>(args);
