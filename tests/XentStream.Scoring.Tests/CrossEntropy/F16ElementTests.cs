using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class F16ElementTests
{
    [Fact]
    public void Read_AnyBits_IsTheNumberOfThePlatform() => Assert.All(
        Enumerable.Range(0, ushort.MaxValue + 1), bits =>
        {
            var (number, expected) = (F16Element.Read(BitConverter.GetBytes((ushort)bits)), (double)BitConverter.UInt16BitsToHalf((ushort)bits));
            Assert.True(BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(expected) || (double.IsNaN(number) && double.IsNaN(expected)), $"{bits:x4}");
        });
}
