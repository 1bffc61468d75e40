using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace XentStream.Status;

/// <summary>Renders the components to text. The renderer alone is used, and not the framework of pages around it, which keeps keys on a disk.</summary>
internal sealed class StatusHtml(IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>The whole page.</summary>
    public Task<string> PageAsync(StatusSnapshot snapshot) => RenderAsync<StatusPage>(snapshot);

    /// <summary>The part of it that changes.</summary>
    public Task<string> BodyAsync(StatusSnapshot snapshot) => RenderAsync<StatusBody>(snapshot);

    private async Task<string> RenderAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(StatusSnapshot snapshot)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Snapshot"] = snapshot });
            return (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString();
        });
    }
}
