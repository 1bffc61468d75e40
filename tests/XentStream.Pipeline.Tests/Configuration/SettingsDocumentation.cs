using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Tests.Configuration;

/// <summary>What the documentation of the option types says of a key.</summary>
internal static partial class SettingsDocumentation
{
    // Where the key is not called as the property.
    private static readonly ImmutableDictionary<string, string> Properties = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("ZeroRows", "IgnoresZeroRows"), KeyValuePair.Create("Rename", "Names")]);

    private static readonly Dictionary<string, string> Summaries =
        Directory.EnumerateFiles(AppContext.BaseDirectory, "XentStream.*.xml").SelectMany(file => XDocument.Load(file).Descendants("member"))
            .Where(member => member.Element("summary") is not null)
            .DistinctBy(member => member.Attribute("name")!.Value)
            .ToDictionary(member => member.Attribute("name")!.Value, member => TextOf(member.Element("summary")!));

    /// <summary>A sentence or two.</summary>
    /// <param name="path">The key, with <c>*</c> for any name.</param>
    public static string Of(string path)
    {
        var type = typeof(WorkerSettings);
        var text = Summaries[$"T:{type.FullName}"];
        foreach (var segment in path.Split(':').Skip(1))
        {
            var property = type.GetProperty(Properties.GetValueOrDefault(segment, segment));
            if (property is not null)
            {
                text = Summaries[$"P:{type.FullName}.{property.Name}"];
            }

            type = property is null ? TypeBehind(type, segment) : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        }

        return text;
    }

    // Below a name of any model stands its contract.
    private static Type TypeBehind(Type type, string segment) => segment == "*" && type.GenericTypeArguments is [_, { } value] ? value : type;

    private static string TextOf(XElement summary) => Space().Replace(
        string.Concat(summary.Nodes().Select(node => node is XElement reference ? reference.Attribute("cref")?.Value.Split('.')[^1] ?? reference.Value : ((XText)node).Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
