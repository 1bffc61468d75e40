using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using XentStream.Pipeline.Configuration;
using XentStream.Tests;

namespace XentStream.Pipeline.Tests.Configuration;

public sealed class SettingsSchemaTests
{
    private static readonly string File = Path.Combine(Repository.Root, "src", "XentStream.Pipeline", "Configuration", "appsettings.schema.json");
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(SettingsSchema.Text));

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Repository.Root, "appsettings*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file)).Where(file => file.StartsWith("ops", StringComparison.Ordinal))];

    [Fact]
    public void Schema_IsWhatTheParserAsksFor()
    {
        var expected = SchemaOfSettings.Write();
        if (Environment.GetEnvironmentVariable("XENTSTREAM_UPDATE") == "1")
        {
            System.IO.File.WriteAllText(File, expected);
        }

        Assert.True(System.IO.File.ReadAllText(File) == expected, "appsettings.schema.json is not what it is made from: XENTSTREAM_UPDATE=1 dotnet test tests/XentStream.Pipeline.Tests writes it.");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Configuration_ThatIsShipped_IsValidAndNamesItsSchema(string file)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, file));

        AssertValid(text);
        var named = JsonDocument.Parse(text).RootElement.GetProperty("$schema").GetString()!;
        Assert.Equal(File, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, named)));
    }

    [Fact]
    public void Readme_HasEveryKeyOfTheSchema()
    {
        var readme = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var section = JsonDocument.Parse(SettingsSchema.Text).RootElement.GetProperty("properties").GetProperty("XentStream").GetProperty("properties");
        var keys = section.EnumerateObject().SelectMany(part => part.Value.TryGetProperty("properties", out var below) ? below.EnumerateObject().Select(key => $"{part.Name}:{key.Name}") : [part.Name]);

        Assert.All(keys, key => Assert.Matches($@"`{Regex.Escape(key)}[`:]", readme));
    }

    [Theory]
    [InlineData("""{"Kafka": {"BootstrapServer": "b:1"}}""")]
    [InlineData("""{"Delivery": "sometimes"}""")]
    [InlineData("""{"Consumers": 0}""")]
    [InlineData("""{"Window": "a minute"}""")]
    [InlineData("""{"Window": "1"}""")]
    [InlineData("""{"Contracts": {"digits": {"Classes": 0}}}""")]
    [InlineData("""{"Contracts": {"digits": {"Scores": "logit"}}}""")]
    [InlineData("""{"Contracts": {"digits": {"Rename": {"logit": "output_0"}}}}""")]
    [InlineData("""{"Contracts": {"digits": {"IgnoreIndex": "never"}}}""")]
    public void Configuration_ThatTheWorkerRefuses_IsNotValid(string section)
    {
        using var json = JsonDocument.Parse($$"""{"XentStream": {{section}}}""");

        Assert.False(Schema.Value.Evaluate(json.RootElement).IsValid);
    }

    [Theory]
    [InlineData("""{"Topics": {"Input": "predictions", "Labels": "labels"}, "Join": {"Within": "7.00:00:00", "Corrections": "last"}}""")]
    [InlineData("""{"Kafka": {"Properties": {"security.protocol": "SASL_SSL"}, "PropertyFiles": {"sasl.password": "/run/secrets/kafka"}}}""")]
    [InlineData("""{"Contracts": {"*": {}, "digits": {"Classes": ["a", "b"], "IgnoreIndex": "none", "ClassWeights": [1, 0.5], "TopK": "1,5", "Squeeze": true}}}""")]
    [InlineData("""{"Encodings": {"predictions": "sniff"}, "StartAt": "2026-11-23T10:00:00Z", "Window": "24:00:00", "StalledAfter": "1.5m"}""")]
    public void Configuration_ThatTheWorkerTakes_IsValid(string section) => AssertValid($$"""{"XentStream": {{section}}}""");

    private static void AssertValid(string text)
    {
        using var json = JsonDocument.Parse(text);
        var verdict = Schema.Value.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(verdict.IsValid, string.Join('\n', (verdict.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(' ', detail.Errors!.Values)}")));
    }
}
