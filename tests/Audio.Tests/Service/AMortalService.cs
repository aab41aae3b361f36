using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.AudioFiles.Service.Conversion;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The audio module in a process of its own, which dies by <c>kill -9</c> when it comes to a certain step (failures F6).</summary>
internal sealed class AMortalService : IAsyncDisposable
{
    /// <summary>The row of an upload is saved; who sent it does not know yet.</summary>
    public const string RowSaved = "row saved";

    private const string Ready = "serving ";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly RunningProcess _process;

    private AMortalService(RunningProcess process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static async Task<AMortalService> StartAsync(string folder, TenantId family, string deathAt)
    {
        var process = ProcessRunner.Start(Environment.ProcessPath!, ["serve", folder, family.Value.ToString(), deathAt]);
        var line = await process.WaitForLineAsync(Ready, Deadline);
        var (address, token) = line[Ready.Length..].Split(' ') is [var first, var second] ? (first, second) : throw new FormatException(line);
        return new(process, new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });
    }

    public Task DeathAsync() => _process.WaitForExitAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    /// <summary>What the process itself does.</summary>
    public static async Task<int> RunAsync(string folder, Guid family, string deathAt)
    {
        await using var host = await AudioHost.StartAlteredAsync(
            services =>
            {
                AnAlteredModule.WithFailingStore(services);
                services.AddSingleton<IConversionQueue>(provider => new TellingQueue(provider.GetRequiredService<ConversionQueue>(), () => DieAt(RowSaved)));
            },
            family: new TenantId(family),
            settings: ("Data:Folder", folder));
        host.Module.Services.GetRequiredService<FailingStore>().OnStep = DieAt;
        Console.WriteLine($"{Ready}{host.Module.Address} {host.Module.Tokens.ForMember(host.Family, Roles.Owner)}");
        await Console.In.ReadToEndAsync();
        return 0;

        void DieAt(string step)
        {
            if (step == deathAt) Process.GetCurrentProcess().Kill();
        }
    }

    private sealed class TellingQueue(ConversionQueue inner, Action onWake) : IConversionQueue
    {
        public void Wake()
        {
            onWake();
            inner.Wake();
        }
    }
}
