using System.Text;
using System.Text.Json;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Demo;

/// <summary>What the demo has shown: the figures of each model version, and the broken batches by code as they were planted and as they were found.</summary>
internal sealed class DemoSummary(CommittedTotals committed)
{
    private readonly SortedDictionary<string, long> planted = new(StringComparer.Ordinal);

    /// <summary>The books of the version whose labels come by themselves.</summary>
    public DemoBooks Books { get; } = new(committed);

    /// <summary>How many records the committed totals count.</summary>
    public long Evaluated => committed.Read<long>(model => [model.Evaluated + FaultCodes.All.Sum(model.Rejected)]).Sum();

    /// <summary>A figure of one model version.</summary>
    internal sealed record Line(string Model, string Version, long Rows, double? MeanLoss, double? Accuracy, long Rejected);

    /// <summary>The model versions that have scored rows.</summary>
    public List<Line> Lines => committed.Read(model => model.Totals.IsEmpty
        ? Array.Empty<Line>()
        : [new Line(model.Model, model.Version, model.Totals.Scored, model.Totals.WeightedMean, model.Totals.Accuracy, FaultCodes.All.Sum(model.Rejected))]);

    /// <summary>A broken batch was sent. What only informs breaks none.</summary>
    public void CountPlanted(FaultCode code)
    {
        if (!code.OnlyInforms)
        {
            planted[code.Name] = planted.GetValueOrDefault(code.Name) + 1;
        }
    }

    /// <summary>Batches by code that were not scored.</summary>
    public IReadOnlyDictionary<string, long> Rejected => CountByCode((model, code) => model.Rejected(code));

    /// <summary>Batches by code that were scored with a warning.</summary>
    public IReadOnlyDictionary<string, long> Warned => CountByCode((model, code) => model.Warned(code));

    /// <summary>Batches by code that were sent broken.</summary>
    public IReadOnlyDictionary<string, long> Planted => planted;

    /// <summary>The summary as one JSON object.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteModels(json);
            WriteCounts(json, "planted", Planted);
            WriteCounts(json, "rejected", Rejected);
            WriteCounts(json, "warned", Warned);
            Books.Write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteModels(Utf8JsonWriter json)
    {
        json.WriteStartArray("models");
        foreach (var line in Lines)
        {
            json.WriteStartObject();
            json.WriteString("model", line.Model);
            json.WriteString("version", line.Version);
            json.WriteNumber("rows", line.Rows);
            json.WriteStartObject("loss");
            json.WriteFigure("mean", line.MeanLoss);
            json.WriteEndObject();
            json.WriteFigure("accuracy", line.Accuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes counts by name.</summary>
    public static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (code, count) in counts)
        {
            json.WriteNumber(code, count);
        }

        json.WriteEndObject();
    }

    private SortedDictionary<string, long> CountByCode(Func<CommittedModel, FaultCode, long> count)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, batches) in committed.Read(model => FaultCodes.All.Select(code => (code.Name, count(model, code)))).Where(found => found.Item2 > 0))
        {
            counts[code] = counts.GetValueOrDefault(code) + batches;
        }

        return counts;
    }
}
