using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using XentStream.Demo;
using XentStream.Pipeline.Configuration;

[assembly: AssemblyFixture(typeof(XentStream.Operations.Tests.Prometheus.ScrapedDemo))]

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>The demo, fed for as long as the tests run, and a Prometheus that scrapes it where there is one.</summary>
public sealed class ScrapedDemo : IAsyncLifetime
{
    private readonly CancellationTokenSource stop = new();
    private readonly string certificate = Path.GetTempFileName();
    private DemoRun? run;
    private PrometheusServer? prometheus;
    private readonly TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task feeding = Task.CompletedTask;

    /// <summary>Where the worker serves.</summary>
    public int Port => run!.Port;

    /// <summary>The Prometheus.</summary>
    internal PrometheusServer Prometheus
    {
        get
        {
            Tool.Prometheus.Require();
            return prometheus!;
        }
    }

    /// <summary>Waits until each data set was evaluated once.</summary>
    public Task AwaitPassAsync() => passed.Task.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        WriteCertificate();
        run = await DemoRun.StartAsync(port: 0, DemoPass.Number(0).Count, TestContext.Current.CancellationToken, WithCertificate);
        if (Tool.Prometheus.Location is not null)
        {
            prometheus = PrometheusServer.Start(run.Port);
        }

        feeding = run.FeedAsync(_ => passed.TrySetResult(), stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await feeding;
        await (prometheus?.DisposeAsync() ?? ValueTask.CompletedTask);
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
