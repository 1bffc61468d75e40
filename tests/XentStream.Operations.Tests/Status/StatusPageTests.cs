using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using XentStream.Demo;
using XentStream.Hosting;
using XentStream.Operations.Tests.Prometheus;
using static Microsoft.Playwright.Assertions;

namespace XentStream.Operations.Tests.Status;

public sealed class StatusPageTests(ScrapedDemo demo, Browser browser) : IClassFixture<Browser>
{
    // Of every text on the page: the contrast with what is behind it, by the formula of WCAG 2.
    private const string LowContrasts = """
        () => {
          const parse = color => (color.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
          const light = rgb => { const [r, g, b] = rgb.map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = element => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
          const seen = [];
          for (const element of document.querySelectorAll("body *")) {
            if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) || !element.checkVisibility()) continue;
            const [a, b] = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5) seen.push(element.tagName + " " + element.className + " " + contrast.toFixed(2));
          }
          return [...new Set(seen)];
        }
        """;

    [Fact]
    public async Task Page_WithoutScript_ShowsModelsAndIncidents()
    {
        var page = await OpenWithModelsAsync(hasScript: false);

        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "v1" }).First).ToContainTextAsync("1.3593");
        await Expect(page.Locator("details.incident").First).ToBeVisibleAsync();
        await page.Locator("details.incident summary").First.ClickAsync();
        await Expect(page.GetByText("Likely cause").First).ToBeVisibleAsync();
        await Expect(page.Locator("noscript meta, meta[http-equiv=refresh]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Page_ThatIsLive_ChangesWithoutALoadAndKeepsWhatIsOpen()
    {
        var page = await OpenWithModelsAsync();
        await page.EvaluateAsync("() => document.body.dataset.same = 'yes'");
        var incident = page.Locator("details.incident").First;
        var id = await incident.GetAttributeAsync("id");
        await incident.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var rows = page.Locator("tr").Filter(new() { HasTextRegex = new(@"digits\s*v3(?!-)") }).Locator("td[data-label=Rows]");
        var before = await rows.TextContentAsync();

        await Expect(rows).Not.ToHaveTextAsync(before!, new() { Timeout = 30_000 });

        Assert.Equal("yes", await page.EvaluateAsync<string>("() => document.body.dataset.same"));
        await Expect(page.Locator($"[id='{id}']")).ToHaveAttributeAsync("open", "");
        Assert.Equal(id, await page.EvaluateAsync<string>("() => document.activeElement.parentElement.id"));
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Live.");
        await Expect(page.Locator("svg[aria-label^='Loss of digits v3 over ']")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Keyboard_ReachesTheModelsFirst()
    {
        var page = await OpenWithModelsAsync();
        await page.Keyboard.PressAsync("Tab");

        Assert.Equal("Skip to the models", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_OfAnyWidthAndColour_CanBeRead(int width, ColorScheme scheme)
    {
        var page = await OpenWithModelsAsync(width, scheme);
        await page.Locator("details.incident summary").First.ClickAsync();

        Assert.Empty(await page.EvaluateAsync<string[]>(LowContrasts));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than the screen.");
        await KeepPictureAsync(page, $"{width}-{scheme}");
    }

    [Fact]
    public async Task Parts_HaveNamesForThoseWhoDoNotSeeThem()
    {
        var page = await OpenWithModelsAsync();

        foreach (var heading in new[] { "Models", "Open incidents", "Partitions", "Configuration" })
        {
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = heading })).ToBeVisibleAsync();
        }

        Assert.Equal(await page.Locator("table").CountAsync(), await page.Locator("table > caption").CountAsync());
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Other pages" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(5);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Page_OfAWorkerWhoseLabelsComeByThemselves_SaysHowMuchOfTheLastHourIsLabelled(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(await demo.AwaitJoinAsync(), width, scheme);
        var labels = page.GetByRole(AriaRole.Region, new() { Name = "Labels of the last hour" });

        var row = labels.GetByRole(AriaRole.Row).Filter(new() { HasText = "v1" });
        await Expect(row.Locator("td[data-label=Labelled]")).ToHaveTextAsync(new Regex(@"^[1-9]\d\.\d\d %$"));
        await Expect(row.GetByRole(AriaRole.Meter, new() { Name = "Labelled of digits v1" })).ToBeVisibleAsync();
        Assert.Empty(await page.EvaluateAsync<string[]>(LowContrasts));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than the screen.");
        await KeepPictureAsync(page, $"labels-{width}-{scheme}");
    }

    [Fact]
    public async Task Page_OfAWorkerWhoseBatchesCarryTheirLabels_SaysNothingOfTheirShare()
    {
        await using var host = WorkerHost.Build(new ConfigurationBuilder().Build(), DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1));
        Assert.True(await host.TryStartAsync(TestContext.Current.CancellationToken));
        var page = await browser.OpenAsync(host.Port, 1280, ColorScheme.Light);

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Models" })).ToBeVisibleAsync();
        await Expect(page.Locator("#labels")).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenWithModelsAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool hasScript = true) =>
        await browser.OpenAsync(await demo.AwaitPassAsync(), width, scheme, hasScript);

    // For a person to look at: XENTSTREAM_PICTURES names a folder.
    private static async Task KeepPictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("XENTSTREAM_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"status-{name}.png"), FullPage = true });
        }
    }
}
