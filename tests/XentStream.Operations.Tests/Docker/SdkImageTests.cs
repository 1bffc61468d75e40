using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace XentStream.Operations.Tests.Docker;

/// <summary>The image that <c>dotnet publish -t:PublishContainer</c> makes is declared as the one of the Dockerfile is.</summary>
public sealed class SdkImageTests
{
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "ops", "docker", "Dockerfile"));
    private static readonly XDocument Project = XDocument.Load(Path.Combine(Repository.Root, "src", "XentStream", "XentStream.csproj"));

    [Theory]
    [InlineData("ContainerBaseImage", @"(?m)^FROM (\S+aspnet\S+)$")]
    [InlineData("ContainerUser", @"(?m)^USER (.*)$")]
    public void Property_IsThatOfTheDockerfile(string property, string instruction) =>
        Assert.Equal(Regex.Match(Dockerfile, instruction).Groups[1].Value, Project.Descendants(property).Single().Value);

    [Fact]
    public void Environment_IsThatOfTheDockerfile() => Assert.Equal(
        Regex.Match(Dockerfile, "(?m)^ENV (.*)$").Groups[1].Value.Split(' ').Order(StringComparer.Ordinal),
        Items("ContainerEnvironmentVariable").Select(variable => $"{variable}={Attribute("ContainerEnvironmentVariable", variable, "Value")}").Order(StringComparer.Ordinal));

    [Fact]
    public void PortAndCommand_AreThoseOfTheDockerfile()
    {
        Assert.Equal(Regex.Match(Dockerfile, "(?m)^EXPOSE (.*)$").Groups[1].Value, Items("ContainerPort").Single());
        Assert.Equal(Regex.Match(Dockerfile, "(?m)^CMD \\[\"(.*)\"\\]$").Groups[1].Value, Items("ContainerDefaultArgs").Single());
    }

    private static IEnumerable<string> Items(string name) => Project.Descendants(name).Select(item => item.Attribute("Include")!.Value);

    private static string Attribute(string name, string include, string attribute) =>
        Project.Descendants(name).Single(item => item.Attribute("Include")!.Value == include).Attribute(attribute)!.Value;
}
