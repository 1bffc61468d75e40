using System.Text.Json.Nodes;
using XentStream.Commands;
using XentStream.Comparing;
using XentStream.Reports;

namespace XentStream.Output;

/// <summary>Prints whether a certificate holds, for people or as JSON. The field names are public interface.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether as JSON.</param>
internal sealed class CertifyPrinter(TextWriter output, bool asJson)
{
    /// <summary>Prints.</summary>
    /// <returns>The exit code.</returns>
    public int Print(ReportFile report, CertificateCheck check)
    {
        if (asJson)
        {
            output.WriteLine(new JsonObject
            {
                ["file"] = report.Path,
                ["holds"] = check.Holds,
                ["lost"] = check.IsLost,
                ["findings"] = new JsonArray([.. check.Findings.Select(finding => (JsonNode)finding)]),
                ["seal"] = report.Certificate.Seal,
            }.ToJsonString(JsonText.OnOneLine));
        }
        else
        {
            output.WriteLine(check.Holds ? $"The certificate of {report.Path} holds." : $"The certificate of {report.Path} does not hold.");
            foreach (var finding in check.Findings)
            {
                output.WriteLine($"  {finding}");
            }
        }

        return check.IsLost ? ExitCode.Lost : check.Holds ? ExitCode.Done : ExitCode.Different;
    }
}
