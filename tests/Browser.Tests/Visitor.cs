using Microsoft.Playwright;

namespace YotoSmartStream.Browsing;

/// <summary>A person at a browser of their own: Debian's Chromium, with no history.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Visitor(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public IPage Page { get; private set; } = null!;

    /// <summary>What the browser found wrong: scripts that threw, things that could not be loaded.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Visitor> ArriveAsync(Uri address, int width = 1280, int height = 900)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        var visitor = new Visitor(playwright, browser);
        visitor.Page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = address.ToString(), ViewportSize = new ViewportSize { Width = width, Height = height } });
        visitor.Page.PageError += (_, error) => visitor._complaints.Add(error);
        visitor.Page.SetDefaultTimeout(60_000);
        return visitor;
    }

    public Task ResizeAsync(int width, int height) => Page.SetViewportSizeAsync(width, height);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public Task FillAsync(string label, string text) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).FillAsync(text);

    /// <summary>Whether anything of the page lies beyond its right edge.</summary>
    public Task<bool> MustScrollSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
