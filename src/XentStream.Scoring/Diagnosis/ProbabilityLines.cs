using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The lines of a block as rows of probabilities.</summary>
internal readonly ref struct ProbabilityLines(LineBlock block, double tolerance)
{
    private readonly LineBlock block = block;

    // Of all numbers at once; then only sums are left to ask for.
    private readonly bool areWithin = block.Numbers.AreWithin(0, 1 + tolerance);

    /// <summary>What <see cref="GivenRow{TElement}.Check"/> says of a line.</summary>
    public RowOutcome Check(int line)
    {
        var numbers = block[line];
        return !areWithin ? new GivenRow<F64Element>(new Row<F64Element>(MemoryMarshal.AsBytes(numbers), numbers.Length, stride: 1), areLogarithms: false).Check(tolerance)
            : Math.Abs(numbers.Sum() - 1) <= tolerance ? RowOutcome.Scored
            : RowOutcome.NotProbabilities;
    }
}
