using CsCheck;
using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class SmallSampleTests
{
    // Samples of all sizes, of labels that are right, renamed or nothing of the kind, with rows that are ignored.
    [Fact]
    public void Judge_AnySample_IsWhatAPlainCountGives()
    {
        Assert.SkipUnless(SmallSample.IsSupported, "These vectors are not for this processor.");
        Gen.Select(Gen.Int[2, CountedNames.MaxClasses], Gen.Int[1, SmallSample.MaxRows], Gen.Int[0, 10], Gen.Int).Sample((classes, rows, share, seed) =>
        {
            var random = new Random(seed);
            var sample = Enumerable.Range(0, rows).Select(_ => random.Next(classes))
                .Select(label => (Label: label, Top: random.Next(10) < share ? random.Next(classes) : (label + 1) % classes, IsScored: random.Next(8) > 0)).ToArray();

            var gain = SmallSample.Judge(Pack(sample.Select(row => row.Label)), Pack(sample.Select(row => row.IsScored ? 1 : 0)), Pack(sample.Select(row => row.Top)), classes);

            var (renamed, kept, judged) = (0, 0, 0);
            foreach (var tops in sample.Where(row => row.IsScored).GroupBy(row => row.Label, row => row.Top))
            {
                var others = tops.Skip(tops.Count() / 2).ToArray();
                var name = tops.Take(tops.Count() / 2).GroupBy(top => top).OrderByDescending(same => same.Count()).ThenBy(same => same.Key).FirstOrDefault()?.Key ?? tops.Key;
                renamed += name == tops.Key ? 0 : others.Count(top => top == name);
                kept += name == tops.Key ? 0 : others.Count(top => top == tops.Key);
                judged += others.Length;
            }

            Assert.Equal(new NameGain(renamed, kept, judged), gain);
        }, iter: 5000);
    }

    private static (ulong First, ulong Second) Pack(IEnumerable<int> numbers)
    {
        var words = new ulong[2];
        foreach (var (row, number) in numbers.Index())
        {
            words[row / PackedClasses.RowsOfWord] |= (ulong)number << (row % PackedClasses.RowsOfWord * PackedClasses.BitsOfClass);
        }

        return (words[0], words[1]);
    }
}
