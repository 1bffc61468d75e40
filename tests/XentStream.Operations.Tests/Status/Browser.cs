using Microsoft.Playwright;

namespace XentStream.Operations.Tests.Status;

/// <summary>Debian's Chromium. Where there is none, the tests that need it are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Tool.Chromium.Location is not null)
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tool.Chromium.Location, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        playwright?.Dispose();
    }

    /// <summary>Opens the status page.</summary>
    public async Task<IPage> OpenAsync(int port, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        Tool.Chromium.Require();
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = hasScript });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"http://localhost:{port}/");
        return page;
    }
}
