using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using XentStream.Pipeline.Configuration;

namespace XentStream.Operations.Tests.Kubernetes;

public sealed class ManifestTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "ops", "kubernetes");

    public static TheoryData<string> Configurations => [.. Directory.EnumerateFiles(Folder, "appsettings.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Configuration_IsOneThatTheWorkerTakes(string file)
    {
        var (settings, errors) = SettingsParser.Parse(new ConfigurationBuilder().AddJsonFile(Path.Combine(Folder, file)).Build());

        // The secrets are mounted there, and not here.
        Assert.DoesNotContain(errors, error => !error.Sentence.StartsWith("there is no file `/run/secrets/", StringComparison.Ordinal));
        Assert.Equal(new HttpSettings().Port, settings.Http.Port);
    }

    [Fact]
    public async Task Overlay_OnItsBase_IsWhatKustomizeTakes()
    {
        var (exitCode, output) = await new Tool("kubectl", "kubectl").RunAsync("kustomize", Path.Combine(Folder, "overlays", "production"));

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            ["Namespace", "ServiceAccount", "ConfigMap", "Service", "StatefulSet", "PodDisruptionBudget", "ScaledObject", "TriggerAuthentication", "NetworkPolicy"],
            Regex.Matches(output, "(?m)^kind: (.*)$").Select(kind => kind.Groups[1].Value));
        Assert.Contains("image: registry.example/xentstream:0.1.0", output, StringComparison.Ordinal);
        Assert.Matches(@"name: xentstream-[a-z0-9]{10}\n", output);
    }

    [Fact]
    public void Probes_AskWhatTheWorkerAnswers()
    {
        var probes = Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?<probe>\w+)Probe:\s+httpGet: \{path: (?<path>\S+),")).ToList();

        Assert.NotEmpty(probes);
        Assert.All(probes, probe => Assert.Equal(probe.Groups["probe"].Value == "readiness" ? "/healthz/ready" : "/healthz/live", probe.Groups["path"].Value));
    }
}
