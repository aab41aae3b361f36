using YotoSmartStream.Gateways;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Simulation;
using YotoSmartStream.Standalone;
using YotoSmartStream.Standalone.Demo;

var isDemo = args.Contains("--demo");
var builder = WebApplication.CreateBuilder([.. args.Where(argument => argument != "--demo")]);
await using var cloud = isDemo ? await SimulatedCloud.StartAsync(new SimulatedCloudOptions { DeviceCodePollInterval = TimeSpan.FromSeconds(1) }) : null;
if (cloud is not null) builder.UseSimulatedCloud(cloud);

builder.AddModules("standalone", StandaloneModules.All());
builder.AddGateway();

var app = builder.Build();
app.UseGateway();
app.UseModules();
app.MapModules();
app.MapGateway();
if (isDemo) app.MapDemo();
await app.RunAsync();
