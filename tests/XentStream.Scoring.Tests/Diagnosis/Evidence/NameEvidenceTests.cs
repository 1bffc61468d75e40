using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class NameEvidenceTests
{
    // Of so few rows that no batch alone holds thirty labels of each class.
    private const int Rows = 60;

    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();

    [Fact]
    public void Add_BatchesOfASwappedLabelMap_NamesItWithBothRecalls()
    {
        var fault = Find(new ModelStream(1, 10) { LabelOf = one => one ^ 1 }, batches: 600);

        FaultAssert.Warns(FaultCode.LabelMapPermuted, fault!, " rows of this model version", "0 as 1, 1 as 0, 2 as 3, …", "lift the mean recall from 0");
        Assert.StartsWith("Producer and model order", fault!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_LabelsOfAHeadWithABackgroundClass_NamesTheOffset()
    {
        var stream = new ModelStream(2, 11) { NextClass = random => random.Next(10), LabelOf = one => one + 1 };

        var fault = Find(stream, batches: 600);

        FaultAssert.Warns(FaultCode.LabelMapPermuted, fault!, "1 as 0, 2 as 1, 3 as 2, …");
        Assert.StartsWith("All labels are off by 1:", fault!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_TwoClassesOfManyInARareMajority_AreJudgedWithoutTheOthers()
    {
        var stream = new ModelStream(3, 1000) { NextClass = random => random.Next(10) == 0 ? random.Next(1000) : random.Next(2), LabelOf = one => one < 2 ? 1 - one : one };

        Assert.Equal(FaultCode.LabelMapPermuted, Find(stream, batches: 600)?.Code);
    }

    [Fact]
    public void Add_BatchesOfTheRightMap_SayNothing() => Assert.Null(Find(new ModelStream(4, 10), batches: 2000));

    // The model takes half of one class for another, which keeps its name.
    [Fact]
    public void Add_OneClassTakenForAnother_SaysNothing() =>
        Assert.Null(Find(new ModelStream(5, 4) { SeenAs = (random, one) => one == 3 && random.Next(4) > 0 ? 2 : one }, batches: 2000));

    [Fact]
    public void Add_ModelThatAnswersTheSameAlways_SaysNothing() => Assert.Null(Find(new ModelStream(6, 2) { SeenAs = (_, _) => 0 }, batches: 2000));

    [Fact]
    public void Add_MapThatWasMended_IsQuietAfterTheNextWindow()
    {
        var stream = new ModelStream(7, 10) { LabelOf = one => one ^ 1 };
        Assert.NotNull(Find(stream, batches: 1200));

        stream.LabelOf = one => one;

        Assert.Null(Find(stream, batches: 1200));
    }

    private Fault? Find(ModelStream stream, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            Assert.Empty(scorer.Score(stream.Next(Rows).View, new Contract(), evidence));
        }

        return evidence.Faults.SingleOrDefault();
    }
}
