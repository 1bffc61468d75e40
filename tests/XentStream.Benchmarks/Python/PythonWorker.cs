using System.Diagnostics;
using System.Globalization;
using XentStream.Benchmarks.Joining;
using XentStream.Benchmarks.Pipeline;
using XentStream.Benchmarks.Replay;

namespace XentStream.Benchmarks.Python;

/// <summary>The worker as one writes it in Python (<c>worker.py</c>, and <c>joined_worker.py</c> where labels come by themselves), in a process of its own: Debian's <c>python3-confluent-kafka</c> and <c>python3-torch</c>.</summary>
internal static class PythonWorker
{
    /// <summary>One pass over a topic.</summary>
    /// <returns>The pass, or null and why there is none.</returns>
    public static Task<(Pass? Pass, string? WhyNot)> RunAsync(string broker, string topic, long records) => RunAsync("Python/worker.py", [broker, topic], records);

    /// <summary>One pass over two topics, until so many pairs are found.</summary>
    /// <returns>The pass, or null and why there is none.</returns>
    public static Task<(Pass? Pass, string? WhyNot)> RunJoinedAsync(JoinedTopics topics, long pairs) => RunAsync("Python/joined_worker.py", [topics.Broker, .. topics.Names], pairs);

    private static async Task<(Pass? Pass, string? WhyNot)> RunAsync(string script, string[] topics, long records)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, script), .. topics, Text(ReplayTopic.Partitions), Text(records)];
        var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var (output, error) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        return python.ExitCode == 0
            ? (new Pass(records, TimeSpan.FromSeconds(double.Parse(await output, CultureInfo.InvariantCulture)), 0), null)
            : (null, (await error).TrimEnd().Split('\n')[^1]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
