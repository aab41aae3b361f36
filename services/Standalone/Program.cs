using YotoSmartStream.Gateways;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Simulation;
using YotoSmartStream.Standalone;
using YotoSmartStream.Standalone.Demo;

var isDemo = args.Contains("--demo");
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = [.. args.Where(argument => argument != "--demo")],
    ContentRootPath = AppContext.BaseDirectory,   // Settings and web app lie beside the program, wherever it is started from.
});
builder.Configuration["urls"] ??= "http://127.0.0.1:8080";
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
