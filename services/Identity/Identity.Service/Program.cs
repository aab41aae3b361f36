using YotoSmartStream.Identities.Service;
using YotoSmartStream.ModuleHosting;

await ServiceHost.RunAsync<IdentityModule>(args);
