using System.Globalization;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes the reason codes of a sample for people, each with an example.</summary>
internal sealed class TallyText(TextWriter output)
{
    public void Write(FaultTally tally)
    {
        foreach (var fault in tally.Faults)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {fault.Example.Code.Name} ({fault.Example.Severity.ToString().ToLowerInvariant()}): {Counted.Of(fault.Records, "record")}, as {fault.Place}"));
            output.WriteLine($"      wrong: {fault.Example.Wrong}");
            output.WriteLine($"      likely cause: {fault.Example.Cause}");
            output.WriteLine($"      fix: {fault.Example.Fix}");
        }
    }
}
