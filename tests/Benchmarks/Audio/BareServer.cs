using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>The anchor: Kestrel and <c>Results.File</c>, and nothing else.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/plain.mp3", () => Results.File(SampleObjects.PlainPath(folder), "audio/mpeg", enableRangeProcessing: true));
        await app.StartAsync();
        ServerProcess.Announce(new($"{app.Urls.First()}/plain.mp3", null, null));
        await app.WaitForShutdownAsync();
        return 0;
    }
}
