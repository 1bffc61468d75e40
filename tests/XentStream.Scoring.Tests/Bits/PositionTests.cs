using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>The totals of a batch are those of its rows, each scored alone, whatever stands beside them: over several blocks, and whichever way a block takes.</summary>
public sealed class PositionTests
{
    // Four blocks of 256, and one that is not whole.
    private const int Rows = 1072;

    public enum Oddity
    {
        None,
        IgnoredRow,
        RowForTheDoublePath,
        RowOfInfiniteLoss,
        RowsThatAreCertain,
        LastRowMissing,
    }

    public static MatrixTheoryData<int, Oddity> Batches => new([2, 3, 4, 5, 10, 33], Enum.GetValues<Oddity>());

    [Theory]
    [MemberData(nameof(Batches))]
    public void Score_RowsTogether_GivesTheTotalsOfEachAlone(int classes, Oddity oddity)
    {
        var (scores, labels) = Make(classes, oddity);
        var (alone, scorer) = (new Totals(), new BatchScorer());
        for (var row = 0; row < labels.Length; row++)
        {
            alone.Add(Score(scorer, scores.AsSpan(row * classes, classes), labels.AsSpan(row, 1), classes));
        }

        Assert.Equal(alone.ToCanonicalBytes(), Score(scorer, scores, labels, classes).ToCanonicalBytes());
    }

    private static Totals Score(BatchScorer scorer, ReadOnlySpan<float> scores, ReadOnlySpan<long> labels, int classes)
    {
        var batch = new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, TensorShape.Of(labels.Length, classes), MemoryMarshal.AsBytes(scores)),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(labels.Length), MemoryMarshal.AsBytes(labels)),
        };
        Assert.DoesNotContain(scorer.Score(batch, new Contract()), fault => fault.Severity == Severity.Reject);
        return scorer.Totals;
    }

    private static (float[] Scores, long[] Labels) Make(int classes, Oddity oddity)
    {
        var random = new Random(classes);
        var rows = oddity == Oddity.LastRowMissing ? Rows - 1 : Rows;
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes)).ToArray();
        var scores = Enumerable.Range(0, rows * classes).Select(_ => MathF.Round((random.NextSingle() * 16) - 8, 1)).ToArray();
        const int Odd = 600;
        ref var score = ref scores[(Odd * classes) + (int)labels[Odd]];
        switch (oddity)
        {
            case Oddity.IgnoredRow:
                labels[Odd] = -100;
                break;
            case Oddity.RowForTheDoublePath:
                score = -60;
                break;
            case Oddity.RowOfInfiniteLoss:
                score = float.NegativeInfinity;
                break;
            case Oddity.RowsThatAreCertain:
                for (var row = 0; row < rows; row++)
                {
                    scores[(row * classes) + (int)labels[row]] = 48;
                }

                break;
            default:
                break;
        }

        return (scores, labels);
    }
}
