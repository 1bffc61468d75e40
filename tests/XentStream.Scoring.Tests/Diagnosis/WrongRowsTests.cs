using CsCheck;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class WrongRowsTests
{
    [Fact]
    public void Take_RowsOfSeveralBlocks_AreWhatAPlainCountGives() => Gen.Select(Gen.Int[1, 700], Gen.Int[0, 10], Gen.Int).Sample((rows, share, seed) =>
    {
        var random = new Random(seed);
        var wrong = new WrongRows();
        List<int> expected = [];
        for (var first = 0; first < rows; first += RowBlock.MaxRows)
        {
            var (block, results) = (new RowBlock(), new RowResult[Math.Min(RowBlock.MaxRows, rows - first)]);
            for (var row = 0; row < RowBlock.MaxRows; row++)
            {
                var (isIgnored, rank) = (random.Next(5) == 0, random.Next(10) < share ? random.Next(1, 3) : 0);
                (block.Label.At(row), block.Rank.At(row)) = (isIgnored ? RowBlock.IgnoredLabel : 1, isIgnored ? int.MaxValue : rank);
                if (row < results.Length)
                {
                    block.Ignored += isIgnored ? 1 : 0;
                    results[row] = new RowResult { Outcome = isIgnored ? RowOutcome.Ignored : RowOutcome.Scored, Rank = rank };
                    expected.AddRange(!isIgnored && rank > 0 ? [first + row] : []);
                }
            }

            if (random.Next(2) == 0)
            {
                wrong.Add(block, first, results.Length);
            }
            else
            {
                wrong.Add(results, first);
            }
        }

        var places = Enumerable.Range(0, expected.Count).Select(i => (ulong)(((UInt128)i << 64) / (ulong)expected.Count) + 1).ToArray();
        var taken = new int[places.Length];

        Assert.Equal(expected.Count, wrong.Take(places, expected.Count, taken));
        Assert.Equal(expected, taken);
    });
}
