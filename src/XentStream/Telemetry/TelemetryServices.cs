using System.Reflection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Telemetry;

/// <summary>Exports the metrics: to Prometheus by <c>/metrics</c>, and by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class TelemetryServices
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IServiceCollection services, WorkerSettings settings) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("xentstream", serviceVersion: Version))
        .WithMetrics(metrics =>
        {
            // Beyond its limit the SDK folds series into one, in silence. The widest instrument has a series a model and reason code.
            var series = (settings.MaxModels + 1) * FaultCodes.All.Length;
            metrics.AddMeter(InstrumentNames.Meter)
                .AddView(instrument => new MetricStreamConfiguration { CardinalityLimit = Math.Max(series, 2000) })
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0);
            if (Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 })
            {
                metrics.AddOtlpExporter();
            }
        });

    private static string Version => typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
