using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The rule `ignore-index-collides`: the declared ignore value is one of the declared classes. It is of a contract, not of a batch, and said once.</summary>
public static class IgnoreIndexCollides
{
    /// <summary>Tests a contract.</summary>
    /// <returns>The fault, or null.</returns>
    public static Fault? Find(Contract contract) =>
        !contract.CanIgnore || contract.IgnoreIndex is not { } ignored || contract.Classes is not { } classes || ignored < 0 || ignored >= classes ? null : new Fault(
            FaultCode.IgnoreIndexCollides,
            $"The ignore value {ignored} is one of the {classes} declared classes: real labels of that class are dropped.",
            "Padding shares the number of a class; or the class is a background that is meant to be ignored.",
            "Use a value outside the classes, as -100; or mask by position.")
        { Severity = Severity.Info };
}
