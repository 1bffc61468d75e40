using XentStream.Pipeline.Hosting;

namespace XentStream.Hosting;

/// <summary>The health endpoints: 200, or 503 with the reason in the body.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map(routes, "live", health => health.WhyNotLive);
        Map(routes, "ready", health => health.WhyNotReady);
        Map(routes, "startup", health => health.WhyNotStarted);
    }

    private static void Map(IEndpointRouteBuilder routes, string check, Func<WorkerHealth, string?> whyNot) => routes.MapGet(
        $"/healthz/{check}",
        (HttpContext context) =>
        {
            var reason = whyNot(context.RequestServices.GetRequiredService<WorkerHealth>());
            context.Response.StatusCode = reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(reason is null ? check : $"not {check}: {reason}");
        });
}
