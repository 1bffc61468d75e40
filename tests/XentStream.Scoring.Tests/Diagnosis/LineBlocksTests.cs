using CsCheck;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class LineBlocksTests
{
    [Fact]
    public void Blocks_OfAnyAxis_HoldEachLineOnceAndInOrder() => Gen.Select(RandomTensor.Any, Gen.Int[0, 2], Gen.Int[0, 9]).Sample((tensor, axis, offset) =>
    {
        var lines = new AxisLines(tensor.ViewAtOffset(offset), axis);
        var next = 0L;
        foreach (var block in lines.Blocks())
        {
            Assert.Equal(next, block.First);
            for (var line = 0; line < block.Count; line++)
            {
                AssertEqual(lines, next++, block[line]);
            }
        }

        Assert.Equal(lines.Count, next);
    }, iter: 500);

    [Fact]
    public void Blocks_OfLinesThatAreLongerThanABlock_HoldOneLineEach()
    {
        var tensor = OwnedTensor.F32(TensorShape.Of(3, 5000), [.. Enumerable.Range(0, 15_000).Select(i => (float)i)]);

        var firsts = new List<double>();
        foreach (var block in new AxisLines(tensor.View, 1).Blocks())
        {
            Assert.Equal(5000, block.Numbers.Length);
            firsts.Add(block[0][0]);
        }

        Assert.Equal([0, 5000, 10_000], firsts);
    }

    [Fact]
    public void Blocks_FromALineOn_BeginWithIt()
    {
        var tensor = OwnedTensor.I64(TensorShape.Of(3000), [.. Enumerable.Range(0, 3000).Select(i => (long)i)]);

        var numbers = new List<double>();
        foreach (var block in LineBlocks.OfElements(tensor.View) with { First = 77 })
        {
            numbers.AddRange(block.Numbers.ToArray());
        }

        Assert.Equal(Enumerable.Range(77, 2923).Select(i => (double)i), numbers);
    }

    [Fact]
    public void Blocks_OfATensorWithoutElements_AreNone()
    {
        foreach (var block in new AxisLines(OwnedTensor.Zeros(ElementType.F32, 0, 4).View, 1).Blocks())
        {
            Assert.Fail($"There is a block of {block.Count} lines.");
        }
    }

    private static void AssertEqual(AxisLines lines, long line, ReadOnlySpan<double> numbers)
    {
        var row = lines[line];
        Assert.Equal(row.Classes, numbers.Length);
        for (var c = 0; c < numbers.Length; c++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(row[c]), BitConverter.DoubleToInt64Bits(numbers[c]));
        }
    }
}
