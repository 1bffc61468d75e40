using CsCheck;
using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class SmallSortTests
{
    // Few different ones, so that many are equal; and more than the vectors take.
    [Fact]
    public void Sort_NumbersOfWhichManyAreEqual_IsAscending() => Gen.Frequency((2, Gen.Long[-5, 5].Array[0, 40]), (1, Gen.Long[0, long.MaxValue].Array[0, 200])).Sample(numbers =>
    {
        var sorted = numbers.ToArray();

        SmallSort.Sort(sorted);

        Assert.Equal(numbers.Order(), sorted);
    }, iter: 3000);
}
