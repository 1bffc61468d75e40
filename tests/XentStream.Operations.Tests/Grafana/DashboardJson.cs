using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XentStream.Operations.Tests.Grafana;

/// <summary>Writes a dashboard in Grafana's model (<see href="https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/"/>).</summary>
internal static class DashboardJson
{
    private const int Columns = 24;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Dashboard dashboard) => new JsonObject
    {
        ["uid"] = $"xentstream-{dashboard.Name}",
        ["title"] = $"XentStream · {dashboard.Title}",
        ["description"] = dashboard.Description,
        ["tags"] = new JsonArray("xentstream"),
        ["timezone"] = "browser",
        ["schemaVersion"] = 39,
        ["refresh"] = "10s",
        ["graphTooltip"] = 1,
        ["time"] = new JsonObject { ["from"] = "now-1h", ["to"] = "now" },
        ["links"] = new JsonArray(new JsonObject
        {
            ["type"] = "dashboards",
            ["title"] = "XentStream",
            ["tags"] = new JsonArray("xentstream"),
            ["asDropdown"] = false,
            ["includeVars"] = true,
            ["keepTime"] = true,
        }),
        ["templating"] = new JsonObject { ["list"] = new JsonArray([.. dashboard.Variables.Select(WriteVariable)]) },
        ["panels"] = WritePanels(dashboard),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject WriteVariable(Variable variable) => new()
    {
        ["name"] = variable.Name,
        ["type"] = "query",
        ["datasource"] = DataSource(),
        ["definition"] = variable.Definition,
        ["query"] = new JsonObject { ["query"] = variable.Definition, ["refId"] = variable.Name },
        ["refresh"] = 2,
        ["sort"] = 1,
        ["multi"] = variable.IsMultiple,
        ["includeAll"] = variable.IsMultiple,
        ["allValue"] = variable.IsMultiple ? ".*" : null,
        ["current"] = variable.IsMultiple ? new JsonObject { ["text"] = "All", ["value"] = "$__all" } : new JsonObject(),
    };

    private static JsonArray WritePanels(Dashboard dashboard)
    {
        var panels = new JsonArray();
        var (x, y, height) = (0, 0, 0);
        foreach (var panel in dashboard.Panels)
        {
            if (x + panel.Width > Columns)
            {
                (x, y, height) = (0, y + height, 0);
            }

            panels.Add((JsonNode)WritePanel(panel, panels.Count + 1, x, y));
            (x, height) = (x + panel.Width, Math.Max(height, panel.Height));
        }

        return panels;
    }

    private static JsonObject WritePanel(Panel panel, int id, int x, int y)
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = panel.Kind,
            ["title"] = panel.Title,
            ["description"] = panel.Description,
            ["gridPos"] = new JsonObject { ["x"] = x, ["y"] = y, ["w"] = panel.Width, ["h"] = panel.Height },
        };
        if (panel.Text is { } text)
        {
            json["options"] = new JsonObject { ["mode"] = "markdown", ["content"] = text };
            return json;
        }

        json["datasource"] = DataSource();
        json["fieldConfig"] = new JsonObject { ["defaults"] = WriteField(panel), ["overrides"] = new JsonArray() };
        json["options"] = WriteOptions(panel.Kind);
        json["targets"] = new JsonArray([.. panel.Queries.Select((query, index) => WriteTarget(panel, query, index))]);
        return json;
    }

    private static JsonObject WriteTarget(Panel panel, Query query, int index) => new()
    {
        ["refId"] = ((char)('A' + index)).ToString(),
        ["datasource"] = DataSource(),
        ["expr"] = query.Expression,
        ["legendFormat"] = query.Legend,
        ["instant"] = query.IsInstant,
        ["range"] = !query.IsInstant,
        ["format"] = panel.Kind == "table" ? "table" : "time_series",
    };

    private static JsonObject WriteField(Panel panel)
    {
        var field = new JsonObject { ["unit"] = panel.Unit };
        if (panel.Min is { } min)
        {
            field["min"] = min;
        }

        if (panel.Max is { } max)
        {
            field["max"] = max;
        }

        if (panel.Thresholds is { } thresholds)
        {
            field["thresholds"] = WriteThresholds(thresholds);
        }

        // A gap is a gap: where nothing was scored, there is no mean to draw a line through.
        field["custom"] = panel.Kind == "timeseries" ? new JsonObject { ["spanNulls"] = false, ["fillOpacity"] = 8, ["showPoints"] = "auto" } : new JsonObject();
        return field;
    }

    private static JsonObject WriteThresholds((double Orange, double Red) thresholds)
    {
        var rises = thresholds.Red > thresholds.Orange;
        (string Color, double? From)[] steps = rises
            ? [("green", null), ("orange", thresholds.Orange), ("red", thresholds.Red)]
            : [("red", null), ("orange", thresholds.Red), ("green", thresholds.Orange)];
        return new JsonObject
        {
            ["mode"] = "absolute",
            ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)new JsonObject { ["color"] = step.Color, ["value"] = step.From })]),
        };
    }

    private static JsonObject WriteOptions(string kind) => kind switch
    {
        "timeseries" => new JsonObject
        {
            ["legend"] = new JsonObject { ["displayMode"] = "table", ["placement"] = "bottom", ["calcs"] = new JsonArray("lastNotNull", "max") },
            ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
        "stat" => new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") }, ["colorMode"] = "value", ["graphMode"] = "area" },
        "bargauge" => new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") }, ["orientation"] = "horizontal", ["displayMode"] = "basic" },
        _ => [],
    };

    private static JsonObject DataSource() => new() { ["type"] = "prometheus", ["uid"] = "prometheus" };
}
