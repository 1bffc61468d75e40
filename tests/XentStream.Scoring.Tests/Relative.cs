namespace XentStream.Scoring.Tests;

/// <summary>Compares by relative error: with an absolute one, every loss of a confident row would equal every other.</summary>
internal static class Relative
{
    public static void Equal(double expected, double? actual, double tolerance) =>
        Assert.True(
            actual is { } value && Math.Abs(value - expected) <= tolerance * Math.Abs(expected),
            $"Expected {expected:R} within {tolerance:R} of it, found {actual:R}.");
}
