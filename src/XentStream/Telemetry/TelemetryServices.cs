using System.Reflection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;

namespace XentStream.Telemetry;

/// <summary>
/// Exports the metrics: to Prometheus by <c>/metrics</c>, and by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Traces go by OTLP alone; where nobody looks at them,
/// none are made.
/// </summary>
internal static class TelemetryServices
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // The runtime's own: memory, collections, threads.
    private const string RuntimeMeter = "System.Runtime";

    public static void AddTelemetry(this IServiceCollection services, WorkerSettings settings)
    {
        var budget = new SeriesBudget(settings);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("xentstream", serviceVersion: Version))
            .WithMetrics(metrics => metrics
                .AddMeter(InstrumentNames.Meter, RuntimeMeter)
                .AddView(instrument => new MetricStreamConfiguration { CardinalityLimit = budget.Of(instrument.Name) })
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        if (Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 })
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(traces => traces.AddSource(InstrumentNames.Meter).AddOtlpExporter());
        }
    }

    private static string Version => typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
