using System.Buffers.Binary;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>
/// Vectors of 512 bits and of 256 give the same bits. Here both run on any machine, as the platform plays what the processor does not have: that shows the order
/// of lanes and sums, and not what the instructions of another processor do.
/// </summary>
public sealed class WidthTests
{
    private const int Rows = 37;
    private const int PlainRows = 48;

    public static MatrixTheoryData<ElementType, int> Shapes => new([ElementType.F32, ElementType.F16, ElementType.BF16], [2, 3, 10, 31, 32, 33, 100, 128, 129, 1000]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_WithVectorsOfEitherWidth_GivesTheSameBits(ElementType type, int classes)
    {
        var random = new Random(classes);
        var scores = Scores(type, TensorShape.Of(Rows, classes), random);
        var labels = OwnedTensor.I64(TensorShape.Of(Rows), [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 5 ? -100 : random.NextInt64(classes))]);
        AssertSameBits(new OwnedBatch(scores, labels), new Contract());
        AssertSameBits(new OwnedBatch(scores, labels), new Contract { TopK = [1, 5] });
        AssertSameBits(new OwnedBatch(scores, labels), new Contract { LabelSmoothing = 0.125 });
        AssertSameBits(new OwnedBatch(scores, Shares(scores.Shape, random)), new Contract { Labels = LabelKind.Distribution });
        AssertSameBits(new OwnedBatch(Scores(type, TensorShape.Of(classes, Rows), random), labels), new Contract { ClassAxis = 0 });
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_ForSumsAloneWithVectorsOfEitherWidth_GivesTheSameBits(ElementType type, int classes)
    {
        var random = new Random(classes);
        var scores = Scores(type, TensorShape.Of(PlainRows, classes), random);
        var batch = new OwnedBatch(scores, OwnedTensor.I64(TensorShape.Of(PlainRows), [.. Enumerable.Range(0, PlainRows).Select(_ => random.NextInt64(classes))]));

        var sums = Sums<Sixteen, EightDoubles>(batch, keepsFigures: false);

        Assert.Equal(sums, Sums<Eight, FourDoubles>(batch, keepsFigures: false));
        Assert.Equal(sums, Sums<Eight, FourDoubles>(batch, keepsFigures: true));
    }

    private static void AssertSameBits(OwnedBatch batch, Contract contract) => Assert.Equal(Figures<Sixteen, EightDoubles>(batch, contract), Figures<Eight, FourDoubles>(batch, contract));

    private static List<long> Figures<TFloat, TDouble>(OwnedBatch batch, Contract contract)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var block = new RowBlock();
        Assert.True(ShapeCheck.TryFit(batch.View, contract, out var scorable));
        Assert.True(LabelRows.TryReadClasses(scorable, 0, block.Label.First(Rows), out var ignored));
        block.Ignored = ignored;
        Assert.True(BlockKernel.Run<TFloat, TDouble>(scorable, 0, Rows, block));

        // Where only hits are asked for, the rank of any other row is some number above 0.
        var largestRank = contract.TopK is [1] ? 1 : int.MaxValue;
        double[] sums = [block.Sums.Loss.Upper, block.Sums.Loss.Lower, block.Sums.Brier, block.Sums.Entropy];
        return
        [
            .. sums.Concat(Enumerable.Range(0, Rows).SelectMany(row => new[] { block.Loss[row], block.Brier[row], block.Entropy[row], block.Confidence[row], Math.Min(block.Rank[row], largestRank) }))
                .Select(BitConverter.DoubleToInt64Bits),
        ];
    }

    // The sums over a block, and what is added to its bins.
    private static List<long> Sums<TFloat, TDouble>(OwnedBatch batch, bool keepsFigures)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var block = new RowBlock { KeepsFigures = keepsFigures };
        Assert.True(ShapeCheck.TryFit(batch.View, new Contract(), out var scorable));
        Assert.True(LabelRows.TryReadClasses(scorable, 0, block.Label.First(PlainRows), out _));
        Assert.True(BlockKernel.Run<TFloat, TDouble>(scorable, 0, PlainRows, block));
        double[] sums = [block.Sums.Loss.Upper, block.Sums.Loss.Lower, block.Sums.Brier, block.Sums.Entropy, .. block.Loss.First(PlainRows)];
        return [.. sums.Select(BitConverter.DoubleToInt64Bits), .. block.Sums.Place.First(PlainRows), .. block.Sums.Added.First(PlainRows)];
    }

    private static OwnedTensor Scores(ElementType type, TensorShape shape, Random random)
    {
        var bytes = new byte[shape.Count * type.Size];
        for (var i = 0; i < shape.Count; i++)
        {
            var place = bytes.AsSpan(i * type.Size);
            var score = (random.NextSingle() * 16) - 8;
            switch (type)
            {
                case ElementType.F16:
                    BinaryPrimitives.WriteHalfLittleEndian(place, (Half)score);
                    break;
                case ElementType.BF16:
                    BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)(BitConverter.SingleToUInt32Bits(score) >> 16));
                    break;
                default:
                    BinaryPrimitives.WriteSingleLittleEndian(place, score);
                    break;
            }
        }

        return new OwnedTensor(type, shape, bytes);
    }

    // Quarters of random classes.
    private static OwnedTensor Shares(TensorShape shape, Random random)
    {
        var shares = new float[shape.Count];
        for (var quarter = 0; quarter < 4 * shape[0]; quarter++)
        {
            shares[(quarter / 4 * shape[1]) + random.NextInt64(shape[1])] += 0.25f;
        }

        return OwnedTensor.F32(shape, shares);
    }
}
