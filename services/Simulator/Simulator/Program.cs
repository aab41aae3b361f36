using System.Runtime.InteropServices;
using System.Text.Json;
using YotoSmartStream.Simulation;
using YotoSmartStream.Simulation.Rest;

if (CommandLine.Parse(args, out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n{CommandLine.Usage}");
    return 2;
}

// Standard output carries one line for the program that started this one; what people read goes to standard error.
using var logging = LoggerFactory.Create(
    builder => builder.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
await using var cloud = await SimulatedCloud.StartAsync(options with { LoggerFactory = logging });
Console.WriteLine(JsonSerializer.Serialize(cloud.Ready, JsonBody.Wire));

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stopped.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;   // Stop in good order instead.
    stopped.TrySetResult();
}
