using XentStream.Output;

namespace XentStream.Status;

/// <summary>The status page at <c>/</c>, the same as JSON at <c>/status</c>, and its changes at <c>/status/events</c>.</summary>
internal static class StatusEndpoints
{
    // The page asks for nothing from anywhere else, and whatever a producer writes into a name runs nowhere.
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static void AddStatus(this IServiceCollection services) => services
        .AddSingleton<LossHistory>()
        .AddHostedService(provider => provider.GetRequiredService<LossHistory>())
        .AddSingleton<StatusReader>()
        .AddSingleton<StatusHtml>()
        .AddSingleton<StatusEvents>();

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", async (HttpContext context, StatusReader reader, StatusHtml html) =>
        {
            Protect(context.Response);
            return Results.Content(await html.PageAsync(reader.Read()), "text/html; charset=utf-8");
        });
        routes.MapGet("/status", (HttpContext context, StatusReader reader) =>
        {
            Protect(context.Response);
            return Results.Json(reader.Read(), JsonTypes.SnakeCase.StatusSnapshot);
        });
        routes.MapGet("/status/events", (HttpContext context, StatusEvents events) =>
        {
            if (!events.TryEnter())
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            context.Response.OnCompleted(() =>
            {
                events.Leave();
                return Task.CompletedTask;
            });
            return TypedResults.ServerSentEvents(events.ReadAsync(context.RequestAborted));
        });
        MapFile(routes, "status.css", "text/css; charset=utf-8");
        MapFile(routes, "status.js", "text/javascript; charset=utf-8");
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }

    private static void MapFile(IEndpointRouteBuilder routes, string name, string type) =>
        routes.MapGet($"/{name}", () => Results.Stream(typeof(StatusEndpoints).Assembly.GetManifestResourceStream(name)!, type));
}
