using System.Xml.Linq;

namespace XentStream.Tests.House;

public sealed class ReferenceTests
{
    public static TheoryData<string, string[], string[]> Projects => new()
    {
        { "XentStream.Scoring", [], [] },
        { "XentStream.Encodings", ["XentStream.Scoring"], [] },
        { "XentStream.Pipeline", ["XentStream.Encodings"], ["Confluent.Kafka", "Microsoft.Extensions.Diagnostics.Abstractions", "Microsoft.Extensions.Hosting.Abstractions"] },
        {
            "XentStream", ["XentStream.Pipeline"],
            ["Google.Protobuf", "Grpc.Tools", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore", "OpenTelemetry.Extensions.Hosting", "Spectre.Console", "System.CommandLine"]
        },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesWhatItMayAndNothingElse(string name, string[] projects, string[] packages)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", name, $"{name}.csproj"));

        Assert.Equal(projects, Includes(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension));
        Assert.Equal(packages, Includes(project, "PackageReference"));
    }

    [Fact]
    public void Source_HasNoOtherProjects() => Assert.Equal(
        Projects.Select(row => row.Data.Item1).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void UnsafeCode_OutsideScoring_IsNot() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Where(file => !file.Contains("Scoring", StringComparison.Ordinal)),
        file => File.ReadAllText(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal));

    private static List<string> Includes(XDocument project, string element) => [.. project.Descendants(element).Select(reference => (string)reference.Attribute("Include")!)];
}
