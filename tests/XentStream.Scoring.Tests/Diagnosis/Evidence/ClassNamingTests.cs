using CsCheck;
using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class ClassNamingTests
{
    private const int Least = 3;

    // Labels and predictions of few classes, so that counts are often equal.
    private static readonly Gen<(int Label, int Predicted)[]> Rows = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 60];

    [Fact]
    public void Name_OfAnyRows_IsTheMostCommonPredictionOfClassesWithLabelsEnough() => Rows.Sample(rows =>
    {
        var classes = ClassNaming.Name(Count(rows), Least);

        Assert.Equal(rows.GroupBy(row => row.Label).Where(group => group.Count() >= Least).Select(group => group.Key).Order(), classes.Select(one => one.Label));
        Assert.All(classes, one => Assert.Equal(rows.Where(row => row.Label == one.Label).GroupBy(row => row.Predicted).Max(group => group.Count()), one.Rows));
        Assert.All(classes, one => Assert.Equal(one.Rows, rows.Count(row => row == (one.Label, one.Name))));
    });

    [Fact]
    public void Name_OfRowsInAnotherOrder_IsTheSame() =>
        Rows.Sample(rows => Assert.Equal(ClassNaming.Name(Count(rows), Least), ClassNaming.Name(Count([.. rows.Reverse()]), Least)));

    [Fact]
    public void Settle_OfAnyRows_GivesEachNameToOneClass() => Rows.Sample(rows =>
    {
        var counts = Count(rows);
        var (before, classes) = (ClassNaming.Name(counts, Least), ClassNaming.Name(counts, Least));
        ClassNaming.Settle(counts, classes);
        var names = classes.Where(one => one.Name != NamedClass.None).Select(one => one.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(classes.Zip(before), pair => Assert.True(pair.First.Name == pair.Second.Name || pair.First.Name == NamedClass.None || !pair.First.IsRenamed));

        // A name that a class beside the judged ones bears stays with it.
        Assert.DoesNotContain(names, name => rows.Any(row => row.Label == name) && classes.All(one => one.Label != name));
    });

    private static NameCounts Count((int Label, int Predicted)[] rows)
    {
        var counts = new NameCounts();
        counts.Begin(6);
        Array.ForEach(rows, row => counts.Add(row.Label, row.Predicted));
        counts.Turn();
        return counts;
    }
}
