using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Incidents;

/// <summary>The fault of the first record of an incident, in its own words.</summary>
/// <param name="Severity">What the fault does to its batch: <c>reject</c> or <c>warn</c>.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Cause">The likely cause.</param>
/// <param name="Fix">What to do.</param>
internal sealed record IncidentExample(string Severity, string Wrong, string Cause, string Fix)
{
    /// <summary>The words of a fault.</summary>
    public static IncidentExample Of(Fault fault) => new(fault.Severity == Scoring.Faults.Severity.Warn ? "warn" : "reject", fault.Wrong, fault.Cause, fault.Fix);
}
