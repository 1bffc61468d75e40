using CsCheck;
using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class ClassNamingTests
{
    private const int Least = 3;

    // Labels and predictions of few classes, so that counts are often equal.
    private static readonly Gen<(int Label, int Predicted)[]> Rows = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 60];

    [Fact]
    public void Count_OfAnyRows_IsWhatAPlainCountGives() => Rows.Sample(rows =>
    {
        var pairs = Sort(rows);
        for (var label = 0; label < 7; label++)
        {
            Assert.Equal(rows.Count(row => row.Label == label), ClassNaming.Count(pairs, label));
            for (var predicted = -1; predicted < 7; predicted++)
            {
                Assert.Equal(rows.Count(row => row == (label, predicted)), ClassNaming.Count(pairs, label, predicted));
            }
        }
    });

    [Fact]
    public void Name_OfAnyRows_IsTheMostCommonPredictionOfClassesWithLabelsEnough() => Rows.Sample(rows =>
    {
        var classes = Name(rows, settles: false);

        Assert.Equal(rows.GroupBy(row => row.Label).Where(group => group.Count() >= Least).Select(group => group.Key).Order(), classes.Select(one => one.Label));
        Assert.All(classes, one => Assert.Equal(rows.Where(row => row.Label == one.Label).GroupBy(row => row.Predicted).Max(group => group.Count()), one.Rows));
        Assert.All(classes, one => Assert.Equal(one.Rows, rows.Count(row => row == (one.Label, one.Name))));
    });

    [Fact]
    public void Settle_OfAnyRows_GivesEachNameToOneClass() => Rows.Sample(rows =>
    {
        var (before, classes) = (Name(rows, settles: false), Name(rows, settles: true));
        var names = classes.Where(one => one.Name != NamedClass.None).Select(one => one.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(classes.Zip(before), pair => Assert.True(pair.First.Name == pair.Second.Name || pair.First.Name == NamedClass.None || !pair.First.IsRenamed));

        // A name that a class beside the judged ones bears stays with it.
        Assert.DoesNotContain(names, name => rows.Any(row => row.Label == name) && classes.All(one => one.Label != name));
    });

    private static NamedClass[] Name((int Label, int Predicted)[] rows, bool settles)
    {
        var pairs = Sort(rows);
        var named = new NamedClass[rows.Length];
        named = named[..ClassNaming.Name(pairs, Least, named)];
        if (settles)
        {
            ClassNaming.Settle(pairs, named);
        }

        return named;
    }

    private static long[] Sort((int Label, int Predicted)[] rows) => [.. rows.Select(row => ((long)row.Label << 32) | (uint)row.Predicted).Order()];
}
