using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Stories.Service;

await ServiceHost.RunAsync<ScriptModule>(args);
