using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>A web server with audio files, which remembers who asked for what and can fail on purpose.</summary>
internal sealed class AudioServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentDictionary<string, int> _breaksAfter = new();
    private readonly ConcurrentDictionary<string, string> _redirects = new();
    private readonly ConcurrentQueue<(string Path, string? Range, bool HasCredentials)> _requests = new();
    private WebApplication? _application;

    public IReadOnlyList<(string Path, string? Range, bool HasCredentials)> Requests => [.. _requests];

    public static async Task<AudioServer> StartAsync()
    {
        var server = new AudioServer();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        server._application = builder.Build();
        server._application.Run(server.ServeAsync);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Serves the bytes under this name and returns their address.</summary>
    public string Add(string name, byte[] bytes)
    {
        _files[$"/{name}"] = bytes;
        return UrlOf(name);
    }

    public string UrlOf(string name) => $"{_application!.Urls.Single()}/{name}";

    /// <summary>The first answer for this file breaks off after so many bytes.</summary>
    public void BreakOnce(string name, int afterBytes) => _breaksAfter[$"/{name}"] = afterBytes;

    /// <summary>Leads who asks for this name to another address.</summary>
    public void Redirect(string name, string to) => _redirects[$"/{name}"] = to;

    public ValueTask DisposeAsync() => _application!.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var headers = context.Request.Headers;
        _requests.Enqueue((path, headers.Range.FirstOrDefault(), headers.ContainsKey("Authorization") || headers.ContainsKey("Cookie")));
        if (_redirects.TryGetValue(path, out var to))
        {
            context.Response.Redirect(to);
        }
        else if (!_files.TryGetValue(path, out var bytes))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (_breaksAfter.TryRemove(path, out var afterBytes))
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, afterBytes));
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
        else
        {
            await TypedResults.Bytes(bytes, "audio/mpeg", enableRangeProcessing: true).ExecuteAsync(context);
        }
    }
}
