using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Output;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Reports;

/// <summary>A report that was written before.</summary>
internal sealed class ReportFile
{
    private readonly JsonElement root;

    private ReportFile(string path, JsonElement root, Certificate certificate) => (Path, this.root, Certificate) = (path, root, certificate);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it rests on.</summary>
    public Certificate Certificate { get; }

    /// <summary>Whether the certificate is the one that was written: its digest is over all of it.</summary>
    public bool IsSealed => root.GetProperty("certificate").GetProperty("seal").GetString() == Certificate.Seal;

    /// <summary>The length of a window.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds(root.GetProperty("window_seconds").GetDouble());

    /// <summary>The kernel.</summary>
    public string Kernel => root.GetProperty("kernel").GetString()!;

    /// <summary>Contracts, encodings and windows, as a part of a configuration.</summary>
    public JsonObject Configuration => JsonObject.Create(root.GetProperty("configuration"))!;

    /// <summary>The windows, in order.</summary>
    public IEnumerable<ReplayedWindow> Windows => root.GetProperty("windows").EnumerateArray().Select(ParseWindow);

    /// <summary>Reads a report.</summary>
    /// <returns>The report; or why it cannot be read.</returns>
    public static (ReportFile? Report, string? Obstacle) Read(string path)
    {
        if (!File.Exists(path))
        {
            return (null, $"There is no report `{path}`. Name a file that `replay --report` has written.");
        }

        try
        {
            var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("xentstream_report", out var format))
            {
                return (null, $"`{path}` is no report of a replay. Name a file that `replay --report` has written.");
            }

            if (format.GetInt32() != ReportJson.Format)
            {
                return (null, string.Create(CultureInfo.InvariantCulture, $"`{path}` has format {format.GetInt32()}; this version reads format {ReportJson.Format}. Replay again, or use the version that wrote it."));
            }

            var report = new ReportFile(path, root, root.GetProperty("certificate").Deserialize(JsonTypes.SnakeCase.Certificate)!);

            // All of it is looked at once, so that what comes after can rely on it.
            _ = (report.IsSealed, report.Window, report.Kernel, report.Configuration);
            return report.FindAltered() is { } altered ? (null, $"The report `{path}` was altered after it was written: {altered} Nothing in it can be relied on. Replay again.") : (report, null);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException or FormatException or InvalidDataException or OverflowException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return (null, $"The report `{path}` cannot be read: {damaged.Message} Replay again.");
        }
    }

    // Only the certificate is sealed; all else is worth as much as it follows from what that rests on.
    private string? FindAltered()
    {
        var sums = new Dictionary<(string Model, string Version), WindowFigures>();
        foreach (var (printed, (key, figures)) in root.GetProperty("windows").EnumerateArray().Select(window => (window, ParseWindow(window))))
        {
            if (!PrintedFigures.Follow(printed, figures))
            {
                return $"the figures of {NameOf((key.Model, key.Version))} at {ReportText.Time(key.WindowStart)} are not those of its exact totals.";
            }

            if (!sums.TryGetValue((key.Model, key.Version), out var sum))
            {
                sums.Add((key.Model, key.Version), sum = new WindowFigures());
            }

            sum.Add(figures);
        }

        var models = root.GetProperty("models").EnumerateArray().ToDictionary(model => (model.GetProperty("model").GetString()!, model.GetProperty("version").GetString()!));
        return sums.Keys.Union(models.Keys).Where(name => !(models.TryGetValue(name, out var printed) && sums.TryGetValue(name, out var sum) && PrintedFigures.Follow(printed, sum)))
                .Select(name => $"the figures of {NameOf(name)} are not those of its windows.").FirstOrDefault()
            ?? (IsSealed ? FindUncertified(sums) : null);
    }

    private string? FindUncertified(Dictionary<(string Model, string Version), WindowFigures> sums)
    {
        var certified = Certificate.Models.ToDictionary(model => (model.Model, model.Version), model => (model.Scored, model.Warned, model.Rejected, model.Totals));
        return sums.Keys.Union(certified.Keys).Where(name => !(certified.TryGetValue(name, out var all) && sums.TryGetValue(name, out var sum)
                && all == (sum.Scored, sum.Warned, sum.Rejected, Convert.ToBase64String(sum.Totals.ToCanonicalBytes()))))
            .Select(name => $"the windows of {NameOf(name)} are not those of its certificate.").FirstOrDefault();
    }

    private static string NameOf((string Model, string Version) name) => name.Model.Length == 0 ? "no model named" : $"{Quote.Of(name.Model)} {Quote.Of(name.Version)}".TrimEnd();

    private static ReplayedWindow ParseWindow(JsonElement window)
    {
        var (records, figures) = (window.GetProperty("records"), new WindowFigures());
        figures.Count(records.GetProperty("scored").GetInt64(), records.GetProperty("warned").GetInt64(), records.GetProperty("rejected").GetInt64());
        if (!Totals.TryParse(window.GetProperty("totals").GetBytesFromBase64(), out var totals))
        {
            throw new InvalidDataException("the exact totals of a window are damaged.");
        }

        figures.Totals.Add(totals);
        if (window.TryGetProperty("join", out var join))
        {
            figures.Join.Add(JoinJson.Read(join));
        }

        var start = window.GetProperty("window").GetProperty("start").GetDateTimeOffset();
        return new ReplayedWindow(new DeltaKey(window.GetProperty("model").GetString()!, window.GetProperty("version").GetString()!, start), figures);
    }
}
