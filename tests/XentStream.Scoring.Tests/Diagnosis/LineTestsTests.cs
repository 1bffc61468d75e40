using CsCheck;
using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class LineTestsTests
{
    private const double Tolerance = 1e-3;

    // Lines are tested in blocks, and single lines number by number: a tensor is what all of its lines are.
    [Fact]
    public void Lines_OfAnyTensorAndAxis_AreWhatEachOfThemIs() => Gen.Select(RandomTensor.Any, Gen.Int[0, 2], Gen.Bool).Sample((tensor, axis, allowsZeros) =>
    {
        var lines = new AxisLines(tensor.View, axis);
        var (areOneHot, areDistributions, sumToOne) = (true, true, true);
        for (var line = 0L; line < lines.Count; line++)
        {
            areOneHot &= lines[line].IsOneHot();
            areDistributions &= lines[line].IsDistribution(Tolerance, allowsZeros);
            sumToOne &= Math.Abs(lines[line].Sum() - 1) <= Tolerance;
        }

        Assert.Equal((areOneHot, areDistributions, sumToOne), (lines.AreOneHot(), lines.AreDistributions(Tolerance, allowsZeros), lines.SumToOne(Tolerance)));
        Assert.Equal(areOneHot, OneHotRows.IndicesOf(lines) is { } indices && Enumerable.Range(0, indices.Length).All(line => IsOneAt(new AxisLines(tensor.View, axis), line, indices[line])));
    }, iter: 3000);

    private static bool IsOneAt(AxisLines lines, long line, long place) => lines[line][(int)place] == 1 && lines[line].IsOneHot();
}
