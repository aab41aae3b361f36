using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.ModuleHosting;

await ServiceHost.RunAsync<AudioModule>(args);
