using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Output;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
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
            _ = (report.IsSealed, report.Window, report.Kernel, report.Configuration, report.Windows.Count());
            return (report, null);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException or OverflowException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return (null, $"The report `{path}` cannot be read: {damaged.Message} Replay again.");
        }
    }

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
