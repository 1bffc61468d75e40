using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using XentStream.Demo;
using XentStream.Hosting;
using XentStream.Operations.Tests.Prometheus;
using XentStream.Status;

namespace XentStream.Operations.Tests.Status;

public sealed class StatusEndpointsTests(ScrapedDemo demo) : IDisposable
{
    private readonly HttpClient client = new();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Json_OfAWorker_HasWhatThePageShows()
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{await demo.AwaitPassAsync()}/status"), TestContext.Current.CancellationToken));

        var model = status.RootElement.GetProperty("models").EnumerateArray().Single(model => (model.GetProperty("model").GetString(), model.GetProperty("version").GetString()) == ("digits", "v1"));
        Assert.Equal(1.3593349, model.GetProperty("loss").GetDouble(), 6);
        var incident = status.RootElement.GetProperty("incidents").EnumerateArray().First();
        Assert.All(["wrong", "cause", "fix", "first"], name => Assert.NotEmpty(incident.GetProperty(name).GetString()!));
        Assert.Equal("xentstream-demo", status.RootElement.GetProperty("configuration").GetProperty("XentStream").GetProperty("Kafka").GetProperty("GroupId").GetString());
        Assert.Equal(JsonValueKind.Null, status.RootElement.GetProperty("not_ready").ValueKind);
    }

    [Fact]
    public async Task Json_OfAWorkerWhoseLabelsComeByThemselves_HasTheRowsOfTheLastHour()
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{await demo.AwaitJoinAsync()}/status"), TestContext.Current.CancellationToken));

        Assert.Equal(["v1", "v2"], status.RootElement.GetProperty("labels").EnumerateArray().Select(version => version.GetProperty("version").GetString()));
        Assert.All(status.RootElement.GetProperty("labels").EnumerateArray(), version => Assert.Equal(
            (double)version.GetProperty("labelled").GetInt64() / version.GetProperty("rows").GetInt64(), version.GetProperty("share").GetDouble()));
    }

    [Fact]
    public async Task Json_OfTheDemo_HasHowMuchOfTheDelayedVersionIsLabelled()
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{await demo.AwaitPassAsync()}/status"), TestContext.Current.CancellationToken));

        var version = Assert.Single(status.RootElement.GetProperty("labels").EnumerateArray());
        Assert.Equal("v3-delayed", version.GetProperty("version").GetString());
        Assert.InRange(version.GetProperty("share").GetDouble(), 0.9, 0.99);
    }

    [Theory]
    [InlineData("")]
    [InlineData("status")]
    public async Task Secrets_AreNotShown(string path)
    {
        using var answer = await client.GetAsync(new Uri($"http://localhost:{await demo.AwaitPassAsync()}/{path}"), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("sasl.password", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_DoesNotWaitForThoseWhoLook()
    {
        await using var host = WorkerHost.Build(new ConfigurationBuilder().Build(), DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1));
        Assert.True(await host.TryStartAsync(TestContext.Current.CancellationToken));
        await using var events = await client.GetStreamAsync(new Uri($"http://localhost:{host.Port}/status/events"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(events);
        Assert.Equal("event: status", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        var stopping = host.StopAsync();
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        await stopping;
    }

    [Fact]
    public async Task Readers_BeyondTheLimit_AreRefused()
    {
        await using var host = WorkerHost.Build(new ConfigurationBuilder().Build(), DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1));
        Assert.True(await host.TryStartAsync(TestContext.Current.CancellationToken));
        var address = new Uri($"http://localhost:{host.Port}/status/events");
        var streams = new List<Stream>();
        for (var i = 0; i < StatusEvents.MaxReaders; i++)
        {
            streams.Add(await client.GetStreamAsync(address, TestContext.Current.CancellationToken));
        }

        using var refused = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        streams.ForEach(stream => stream.Dispose());
    }
}
