using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>A Prometheus with the repository's rules, which scrapes workers each second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly DirectoryInfo folder;
    private readonly HttpClient client;

    private PrometheusServer(Process process, DirectoryInfo folder, int port)
    {
        (this.process, this.folder) = (process, folder);
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/") };
    }

    public static PrometheusServer Start(params IEnumerable<int> workerPorts)
    {
        var folder = Directory.CreateTempSubdirectory("xentstream-prometheus");
        var config = Path.Combine(folder.FullName, "prometheus.yml");
        File.WriteAllText(config, $"""
            global: {"{"} scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s {"}"}
            rule_files: ["{Path.Combine(Repository.Root, "ops", "prometheus", "rules")}/*.yaml"]
            scrape_configs:
              - job_name: xentstream
                static_configs: [{"{"} targets: [{string.Join(", ", workerPorts.Select(port => $"\"localhost:{port}\""))}] {"}"}]
            """);
        var port = FreePort();
        var start = new ProcessStartInfo(
            Tool.Prometheus.Location!, [$"--config.file={config}", $"--storage.tsdb.path={folder.FullName}/data", string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error"]);
        return new PrometheusServer(Process.Start(start)!, folder, port);
    }

    /// <summary>Asks for an answer until there is one that holds something.</summary>
    /// <returns>Those of the queries that had no answer in all the time, or were refused.</returns>
    public async Task<List<string>> AwaitAnswersAsync(IEnumerable<string> queries)
    {
        var open = queries.Distinct().ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var start = Stopwatch.GetTimestamp();
        var refused = new List<string>();
        while (open.Count > 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            foreach (var query in open.ToList())
            {
                var answer = await QueryAsync(query);
                if (answer.Error is { } error)
                {
                    refused.Add($"{query}\n  {error}");
                }

                if (answer.Error is not null || answer.Count > 0)
                {
                    open.Remove(query);
                }
            }
        }

        return [.. refused, .. open.Select(query => $"{query}\n  has no answer")];
    }

    /// <summary>The values of a label, over the series of a selector.</summary>
    public async Task<List<string>> LabelValuesAsync(string label, string selector) =>
        [.. (await GetAsync($"label/{label}/values?match[]={Uri.EscapeDataString(selector)}")).GetProperty("data").EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>All rules that it has loaded.</summary>
    public async Task<List<JsonElement>> RulesAsync() =>
        [.. (await GetAsync("rules")).GetProperty("data").GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray())];

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        client.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<(int Count, string? Error)> QueryAsync(string query)
    {
        try
        {
            var answer = await GetAsync($"query?query={Uri.EscapeDataString(query)}");
            return answer.GetProperty("status").GetString() == "success"
                ? (answer.GetProperty("data").GetProperty("result").GetArrayLength(), null)
                : (0, answer.GetProperty("error").GetString());
        }
        catch (HttpRequestException) when (!process.HasExited)
        {
            // It is still starting.
            return (0, null);
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException("It is still starting.");
        }

        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
