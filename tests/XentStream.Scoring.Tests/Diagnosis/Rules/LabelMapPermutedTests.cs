using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Diagnosis.Evidence;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelMapPermutedTests
{
    private const int Classes = 3;

    [Fact]
    public void Find_LabelsOfOtherNames_WarnsWithTheNamesAndTheLift()
    {
        var fault = Named(label => label == 2 ? 2 : 1 - label).Next(300).FindFault();

        FaultAssert.Warns(FaultCode.LabelMapPermuted, fault, "0 as 1, 1 as 0", "lift the mean recall from 0.3");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Fact]
    public void Find_LabelsThatAreAllOffByOne_SaysByHowMuch()
    {
        var stream = new ModelStream(1, Classes + 1) { NextClass = random => random.Next(Classes), LabelOf = label => label + 1 };

        Assert.Contains("off by 1", stream.Next(300).FindFault().Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, LabelKind.OneHot)]
    [InlineData(300, LabelKind.Distribution)]
    [InlineData(3000, LabelKind.OneHot)]
    public void Find_DenseLabelsOfOtherNames_Warns(int rows, LabelKind kind)
    {
        var batch = OneHot.Of(Named(label => label == 2 ? 2 : 1 - label).Next(rows), Classes);

        FaultAssert.Warns(FaultCode.LabelMapPermuted, batch.FindFault(new() { Labels = kind }), "0 as 1, 1 as 0");
    }

    [Theory]
    [InlineData(LabelKind.OneHot)]
    [InlineData(LabelKind.Distribution)]
    public void PassOver_DenseLabelsOfRightNames_AreScored(LabelKind kind) =>
        Assert.Empty(OneHot.Of(Named(label => label).Next(3000), Classes).Codes(new() { Labels = kind }));

    // Nine rows in ten are of a class that keeps its name, by which the mean recall of the others is a third.
    [Theory]
    [InlineData(1000, 0.1)]
    [InlineData(6000, 0.1)]
    [InlineData(6000, 0.03)]
    [InlineData(20_000, 0.02)]
    public void Find_RareClassesOfOtherNames_Warns(int rows, double share)
    {
        var fault = Rare(share, label => label == 0 ? 0 : 3 - label).Next(rows).FindFault();

        FaultAssert.Warns(FaultCode.LabelMapPermuted, fault, "1 as 2, 2 as 1");
    }

    [Fact]
    public void Find_RareDenseLabelsOfOtherNames_Warns()
    {
        var batch = OneHot.Of(Rare(0.1, label => label == 0 ? 0 : 3 - label).Next(2000), Classes);

        FaultAssert.Warns(FaultCode.LabelMapPermuted, batch.FindFault(new() { Labels = LabelKind.OneHot }), "1 as 2, 2 as 1");
    }

    [Fact]
    public void PassOver_RareClassesThatTheModelNeverPredicts_AreScored() =>
        Assert.Empty(new ModelStream(7, Classes) { NextClass = RareClass(0.1), SeenAs = (_, _) => 0 }.Next(6000).Codes());

    [Fact]
    public void PassOver_RightNames_AreScored() => Assert.Empty(Named(label => label).Next(300).Codes());

    [Fact]
    public void PassOver_FewLabelsOfEachClass_AreNoEvidence() => Assert.Empty(Named(label => label == 2 ? 2 : 1 - label).Next(60).Codes());

    [Fact]
    public void PassOver_ModelThatGuesses_IsScored() => Assert.Empty(new ModelStream(3, Classes) { Skill = 0 }.Next(3000).Codes());

    private static ModelStream Rare(double share, Func<int, long> name) => new(7, Classes) { NextClass = RareClass(share), LabelOf = name };

    private static Func<Random, int> RareClass(double share) => random => random.NextDouble() > share ? 0 : random.Next(1, Classes);

    private static ModelStream Named(Func<int, long> name) => new(7, Classes) { LabelOf = name };
}
