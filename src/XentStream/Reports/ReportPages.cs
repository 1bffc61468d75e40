using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace XentStream.Reports;

/// <summary>Renders a report as one page that needs nothing else: no script, no font, no address.</summary>
internal static class ReportPages
{
    public static async Task<string> RenderAsync(ReportSummary summary)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Summary)] = summary });
            var page = await renderer.RenderComponentAsync<ReportPage>(parameters);
            return $"<!DOCTYPE html>\n{page.ToHtmlString()}\n";
        });
    }
}
