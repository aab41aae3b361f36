using YotoSmartStream.Gateways;
using YotoSmartStream.Gateways.Proxy;
using YotoSmartStream.ModuleHosting;

// The gateway as a process of its own: the pipeline, and as its last step the proxy to the services.
var builder = WebApplication.CreateBuilder(args);
builder.AddGateway();
builder.AddGatewayProxy();
builder.AddModules("gateway");

var app = builder.Build();
app.UseGateway();
app.UseModules();
app.MapModules();
app.MapGateway();
app.MapGatewayProxy();
await app.RunAsync();
