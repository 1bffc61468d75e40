using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using XentStream.Demo;
using XentStream.Pipeline.Configuration;

[assembly: AssemblyFixture(typeof(XentStream.Operations.Tests.Prometheus.ScrapedDemo))]

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>The demo and a worker whose labels come by themselves, fed from the first test that asks for them to the last of all, and a Prometheus that scrapes both where there is one.</summary>
public sealed class ScrapedDemo : IAsyncLifetime
{
    private readonly Lazy<Task> started;
    private readonly CancellationTokenSource stop = new();
    private readonly string certificate = Path.GetTempFileName();
    private DemoRun? run;
    private JoinedWorker? joined;
    private PrometheusServer? prometheus;
    private readonly TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task feeding = Task.CompletedTask;

    public ScrapedDemo() => started = new Lazy<Task>(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Waits until each data set was evaluated once.</summary>
    /// <returns>Where the worker serves.</returns>
    public async Task<int> AwaitPassAsync()
    {
        await started.Value;
        await passed.Task.WaitAsync(TestContext.Current.CancellationToken);
        return run!.Port;
    }

    /// <summary>Waits until labels were joined.</summary>
    /// <returns>Where the worker serves whose labels come by themselves.</returns>
    public async Task<int> AwaitJoinAsync()
    {
        await started.Value;
        await joined!.AwaitLabelsAsync(TestContext.Current.CancellationToken);
        return joined.Port;
    }

    /// <summary>The Prometheus.</summary>
    internal async Task<PrometheusServer> PrometheusAsync()
    {
        Tool.Prometheus.Require();
        await started.Value;
        return prometheus!;
    }

    private async Task StartAsync()
    {
        WriteCertificate();
        run = await DemoRun.StartAsync(port: 0, DemoPass.Number(0).Count, TestContext.Current.CancellationToken, WithCertificate);
        joined = await JoinedWorker.StartAsync(TestContext.Current.CancellationToken);
        if (Tool.Prometheus.Location is not null)
        {
            prometheus = PrometheusServer.Start(run.Port, joined.Port);
        }

        feeding = run.FeedAsync(_ => passed.TrySetResult(), stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await feeding;
        await (prometheus?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (joined?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (run?.DisposeAsync() ?? ValueTask.CompletedTask);
        File.Delete(certificate);
        stop.Dispose();
    }

    // The embedded broker speaks no TLS; that a certificate will end is shown all the same.
    private WorkerSettings WithCertificate(WorkerSettings settings) => settings with
    {
        Kafka = settings.Kafka with { Properties = ImmutableSortedDictionary<string, string>.Empty.Add("ssl.certificate.location", certificate).Add("sasl.password", "hunter2") },
    };

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=demo", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(90));
        File.WriteAllText(certificate, made.ExportCertificatePem());
    }
}
