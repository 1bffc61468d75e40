using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// What a report rests on, so that anybody can do it again: the records, by a digest over each partition's; what they were evaluated by; and the exact totals that this gave. As JSON it is public
/// interface.
/// </summary>
public sealed record Certificate
{
    /// <summary>The version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>The kernel: the definition of the bits of a row's loss.</summary>
    public required string Kernel { get; init; }

    /// <summary>The topic of labels that come by themselves, or null where batches carry them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Labels { get; init; }

    /// <summary>The digest of the settings by which they were joined, likewise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Join { get; init; }

    /// <summary>Only records of this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only records before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only this version.</summary>
    public string? Version { get; init; }

    /// <summary>What was read.</summary>
    public required ImmutableArray<CertifiedRange> Sources { get; init; }

    /// <summary>What it comes to.</summary>
    public required ImmutableArray<CertifiedModel> Models { get; init; }

    /// <summary>The SHA-256 over all of the above.</summary>
    public string Seal => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    // One line for each; a name is preceded by its length, so that no name can look like two lines.
    private string Text => string.Join('\n',
    [
        $"program {Program}",
        $"kernel {Kernel}",
        $"from {TimeText(From)} to {TimeText(To)} model {NameText(Model)} version {NameText(Version)}",
        .. Labels is null ? Array.Empty<string>() : [$"labels {NameText(Labels)} join {Join}"],
        .. Sources.Select(source => string.Create(CultureInfo.InvariantCulture, $"{NameText(source.Topic)} {source.Partition} {source.From} {source.To} {source.Records} {source.Lost} {source.Digest}{Suffix(source.Counted)}")),
        .. Models.Select(model => string.Create(
            CultureInfo.InvariantCulture, $"{NameText(model.Model)} {NameText(model.Version)} {model.Contract} {model.Scored} {model.Warned} {model.Rejected} {model.Totals}{Suffix(model.Books?.Text)}")),
    ]);

    // Nothing where batches carry their labels: a seal of before stays what it was.
    private static string Suffix<T>(T? value) => value is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {value}");

    private static string TimeText(DateTimeOffset? time) => time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) ?? "any";

    private static string NameText(string? name) => name is null ? "any" : string.Create(CultureInfo.InvariantCulture, $"{name.Length}:{name}");
}
