using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Faults;

/// <summary>What holds of every fault, beside its code and its measured values.</summary>
internal static class FaultAssert
{
    private const int LongestSentence = 199;

    public static void Is(FaultCode code, Severity severity, Fault fault, params string[] measured)
    {
        Assert.Equal((code, severity), (fault.Code, fault.Severity));
        Assert.All(measured, value => Assert.Contains(value, fault.Wrong, StringComparison.Ordinal));
        Assert.All([fault.Wrong, fault.Cause, fault.Fix], sentence =>
        {
            Assert.InRange(sentence.Length, 1, LongestSentence);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        });
        Assert.True(severity == Severity.Warn ? code.CanWarn : severity == Severity.Reject ? code.CanReject : !code.CanReject);
    }

    public static void Rejects(FaultCode code, Fault fault, params string[] measured) => Is(code, Severity.Reject, fault, measured);

    public static void Warns(FaultCode code, Fault fault, params string[] measured) => Is(code, Severity.Warn, fault, measured);
}
