using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Tests.Configuration;

/// <summary>
/// Makes the JSON schema of the configuration: the parser reads one in which each name that people choose is <c>*</c>, and whatever it asks for is in the schema, with what it takes,
/// and what the documentation of the option types says of it.
/// </summary>
internal static class SchemaOfSettings
{
    private const string Any = "*";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Time = """{"type": "string", "pattern": "^(([0-9]+\\.)?[0-9]+:[0-5]?[0-9](:[0-5]?[0-9](\\.[0-9]{1,7})?)?|[0-9]+(\\.[0-9]+)?(ms|s|m|h))$"}""";

    // What the parser reads in more than one way; and what has no default, though the parser needs a value to go on with.
    private static readonly ImmutableDictionary<string, string> Others = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("StartAt", """{"type": "string", "default": "earliest", "examples": ["earliest", "latest", "2026-11-23T10:00:00Z"]}"""),
        KeyValuePair.Create("Within", Time),
        KeyValuePair.Create("Classes", """{"type": ["integer", "array", "null"], "minimum": 1, "maximum": 2147483647, "minItems": 2, "items": {"type": "string"}}"""),
        KeyValuePair.Create("IgnoreIndex", """{"type": ["integer", "string", "null"], "pattern": "^none$"}"""),
        KeyValuePair.Create("TopK", """{"type": ["integer", "array", "string"], "minimum": 1, "maxItems": 16, "items": {"type": "integer", "minimum": 1}, "pattern": "^\\d+( *, *\\d+)*$", "default": [1]}"""),
    ]);

    public static string Write()
    {
        var shapes = new Dictionary<string, SettingShape>();
        SettingsParser.Parse(Asking(), shapes);
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "https://xentstream.dev/appsettings.schema.json",
            ["title"] = "Configuration of XentStream",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string" } },
        };
        foreach (var (path, shape) in shapes)
        {
            Add(root, path, path.Split(':'), 0, shape);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    // Required keys are not required of a file: they may come from the environment.
    private static IConfigurationRoot Asking() => new ConfigurationBuilder()
        .AddInMemoryCollection(new[]
        {
            "Topics:Input", "Topics:Labels", $"Encodings:{Any}", $"Kafka:Properties:{Any}", $"Kafka:PropertyFiles:{Any}", $"Contracts:{Any}:Link",
        }.Select(key => KeyValuePair.Create($"{SettingsParser.SectionName}:{key}", (string?)Any)))
        .Build();

    private static void Add(JsonObject parent, string path, string[] segments, int depth, SettingShape shape)
    {
        var child = Child(parent, segments[depth], () => depth == segments.Length - 1 ? ValueOf(path, shape) : Section(string.Join(':', segments[..(depth + 1)])));
        if (depth < segments.Length - 1)
        {
            Add(child, path, segments, depth + 1, shape);
        }
    }

    private static JsonObject Child(JsonObject parent, string name, Func<JsonObject> make)
    {
        if (name == Any)
        {
            if (parent["additionalProperties"] is not JsonObject)
            {
                parent["additionalProperties"] = make();
            }

            return (JsonObject)parent["additionalProperties"]!;
        }

        var properties = (JsonObject)(parent["properties"] ??= new JsonObject());
        return (JsonObject)(properties[name] ??= make());
    }

    private static JsonObject Section(string path) => new()
    {
        ["description"] = SettingsDocumentation.Of(path),
        ["type"] = path.EndsWith(":Join", StringComparison.Ordinal) ? new JsonArray("object", "null") : "object",
        ["additionalProperties"] = false,
    };

    private static JsonObject ValueOf(string path, SettingShape shape)
    {
        var json = Others.TryGetValue(path.Split(':')[^1], out var other) ? (JsonObject)JsonNode.Parse(other)! : ValueOf(shape);
        json.Insert(0, "description", $"{SettingsDocumentation.Of(path)}{(shape.Kind == SettingKind.Time ? $" At most {shape.Most:c}." : "")}");
        return json;
    }

    private static JsonObject ValueOf(SettingShape shape)
    {
        var json = shape.Kind switch
        {
            SettingKind.Text => new JsonObject { ["type"] = Optional("string", shape) },
            SettingKind.List => new JsonObject { ["type"] = new JsonArray("string", "array"), ["items"] = new JsonObject { ["type"] = "string" }, ["minItems"] = 1 },
            SettingKind.Whole => new JsonObject { ["type"] = "integer", ["minimum"] = NodeOf(shape.Least), ["maximum"] = NodeOf(shape.Most) },
            SettingKind.Real => new JsonObject { ["type"] = "number", ["minimum"] = NodeOf(shape.Least), ["maximum"] = NodeOf(shape.Most) },
            SettingKind.Weights => new JsonObject { ["type"] = new JsonArray("number", "array", "string"), ["minimum"] = NodeOf(shape.Least), ["maximum"] = NodeOf(shape.Most), ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = NodeOf(shape.Least), ["maximum"] = NodeOf(shape.Most) } },
            SettingKind.Time => (JsonObject)JsonNode.Parse(Time)!,
            SettingKind.Word => new JsonObject { ["enum"] = new JsonArray([.. shape.Words.Select(word => (JsonNode?)word), .. shape.Otherwise is null ? new JsonNode?[] { null } : []]) },
            _ => new JsonObject { ["enum"] = new JsonArray(true, false, "true", "false") },
        };
        if (shape.Otherwise is not null)
        {
            json["default"] = NodeOf(shape.Otherwise);
        }

        return json;
    }

    private static JsonNode Optional(string type, SettingShape shape) => shape.Otherwise is null ? new JsonArray(type, "null") : type;

    private static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        TimeSpan time => time.ToString("c"),
        _ => JsonSerializer.SerializeToNode(value),
    };
}
