using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Demo;

/// <summary>A record that the demo sends.</summary>
/// <param name="Value">The value, or null.</param>
/// <param name="Planted">The code that names what is wrong with it, or null for a good one.</param>
internal sealed record DemoRecord(byte[]? Value, FaultCode? Planted = null)
{
    /// <summary>Its headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The headers as the evaluation sees them.</summary>
    public RecordHeaders ReadHeaders()
    {
        RecordHeaders headers = default;
        foreach (var (name, value) in Headers)
        {
            headers.Take(name, Encoding.UTF8.GetBytes(value));
        }

        return headers;
    }
}
