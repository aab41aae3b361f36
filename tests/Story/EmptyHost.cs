using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace YotoSmartStream.StoryDriver;

/// <summary>ASP.NET with one route and nothing else: what a start is measured against.</summary>
internal static class EmptyHost
{
    public static async Task<int> RunAsync(string address)
    {
        var app = WebApplication.CreateBuilder().Build();
        app.Urls.Add(address);
        app.MapGet("/health/ready", () => "Healthy");
        await app.RunAsync();
        return 0;
    }
}
