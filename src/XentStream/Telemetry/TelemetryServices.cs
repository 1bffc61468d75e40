using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;

namespace XentStream.Telemetry;

/// <summary>
/// Exports the metrics: to Prometheus by <c>/metrics</c>, and by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Traces go by OTLP alone; where nobody looks at them,
/// none are made. Where there are some, what a commit measures has its trace as an exemplar, in both exports.
/// </summary>
internal static class TelemetryServices
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // The runtime's own: memory, collections, threads.
    private const string RuntimeMeter = "System.Runtime";

    public static void AddTelemetry(this IServiceCollection services, WorkerSettings settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("xentstream", serviceVersion: Version))
            .WithMetrics(metrics => metrics
                .AddMeter(InstrumentNames.Meter, RuntimeMeter)
                .AddPrometheusExporter(Configure));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => metrics.AddView(ViewOf(new SeriesBudget(settings), provider.GetRequiredService<IMeterFactory>())));
        if (Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 })
        {
            telemetry.WithMetrics(metrics => metrics.SetExemplarFilter(ExemplarFilterType.TraceBased).AddOtlpExporter()).WithTracing(traces => traces.AddSource(InstrumentNames.Meter).AddOtlpExporter());
        }
    }

    // The name of each metric begins with that of its scope: said once more as a label, it would be a fifth of a scrape.
    private static void Configure(PrometheusAspNetCoreOptions exporter) => (exporter.ScrapeResponseCacheDurationMilliseconds, exporter.ScopeInfoEnabled) = (0, false);

    // Another worker of this process has instruments of the same names. The SDK would take them for the same, and end ours when the other worker ends.
    private static Func<Instrument, MetricStreamConfiguration?> ViewOf(SeriesBudget budget, IMeterFactory mine) => instrument =>
        instrument.Meter.Name == InstrumentNames.Meter && instrument.Meter.Scope != mine
            ? MetricStreamConfiguration.Drop
            : new MetricStreamConfiguration { CardinalityLimit = budget.Of(instrument.Name) };

    private static string Version => typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
