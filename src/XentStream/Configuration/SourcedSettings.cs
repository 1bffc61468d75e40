using System.Text.Json.Nodes;
using XentStream.Output;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Writes the effective configuration with where each value comes from. Both forms read back as a configuration.</summary>
internal sealed class SourcedSettings(WorkerSettings settings, SettingSources sources)
{
    private const int MostIndent = 60;

    /// <summary>For people: the source of each value as a comment behind it.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var lines = Write("", SettingsJson.Of(settings), "", "").ToList();
            var column = lines.Where(line => line.Source is not null).Select(line => line.Text.Length).Where(length => length <= MostIndent).Max();
            return lines.Select(line => line.Source is null ? line.Text : $"{line.Text.PadRight(column)}  // {line.Source}");
        }
    }

    /// <summary>For programs: the sources beside the values, by key.</summary>
    public string Json
    {
        get
        {
            var json = SettingsJson.Of(settings);
            json["Sources"] = new JsonObject(Values("", SettingsJson.Of(settings)).Select(key => KeyValuePair.Create(key, (JsonNode?)sources.Of(key))));
            return json.ToJsonString(JsonText.Indented);
        }
    }

    private IEnumerable<(string Text, string? Source)> Write(string path, JsonObject section, string name, string end)
    {
        var indent = new string(' ', 2 * path.Split(':', StringSplitOptions.RemoveEmptyEntries).Length);
        yield return ($"{indent}{name}{{", null);
        var last = section.Count - 1;
        foreach (var ((key, value), index) in section.Select((pair, index) => (pair, index)))
        {
            var (below, quoted, comma) = (Join(path, key), $"{JsonValue.Create(key).ToJsonString(JsonText.OnOneLine)}: ", index == last ? "" : ",");
            if (value is JsonObject { Count: > 0 } more)
            {
                foreach (var line in Write(below, more, quoted, comma))
                {
                    yield return line;
                }
            }
            else
            {
                yield return ($"{indent}  {quoted}{value?.ToJsonString(JsonText.OnOneLine) ?? "null"}{comma}", sources.Of(below));
            }
        }

        yield return ($"{indent}}}{end}", null);
    }

    private static IEnumerable<string> Values(string path, JsonObject section) =>
        section.SelectMany(pair => pair.Value is JsonObject { Count: > 0 } more ? Values(Join(path, pair.Key), more) : [Join(path, pair.Key)]);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
