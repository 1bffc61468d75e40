using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class DiagnosisStepsTests
{
    private static readonly IRule[] Rules =
    [
        .. DiagnosisSteps.OfKinds.SelectMany(step => step), .. DiagnosisSteps.OfAxes, .. DiagnosisSteps.OfCounts, DiagnosisSteps.LastOfPairing,
        .. DiagnosisSteps.OfLabels, .. DiagnosisSteps.OfScores, .. DiagnosisSteps.OfRemarks,
    ];

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.GetType().Name).Distinct()];

    [Fact]
    public void Steps_HoldEveryRule() => Assert.Equal(
        typeof(IRule).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IRule)) && !type.IsInterface).Select(type => type.Name).Order(), Rules.Select(rule => rule.GetType().Name).Distinct().Order());

    // What it finds, and a batch one step away from it that it passes over.
    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_OfAnyStep_HasTestsOfItsName(string rule)
    {
        var tests = GetType().Assembly.GetType($"{GetType().Namespace}.Rules.{rule}Tests");

        Assert.NotNull(tests);
        Assert.Contains(tests.GetMethods(), method => method.Name.StartsWith("Find_", StringComparison.Ordinal));
        Assert.Contains(tests.GetMethods(), method => method.Name.StartsWith("PassOver_", StringComparison.Ordinal));
    }
}
