using System.Text;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Tests.Kafka;

public sealed class PartitionersTests
{
    // From Kafka's own UtilsTest.testMurmur2.
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_OfKafkasExamples_IsKafkas(string key, int hash) => Assert.Equal(hash, Partitioners.Murmur2(Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void Crc32_OfTheCheckValue_IsThatOfZlib() => Assert.Equal(0xCBF43926, Partitioners.Crc32("123456789"u8));

    [Theory]
    [InlineData("", 0x811C9DC5)]
    [InlineData("a", 0xE40C292C)]
    [InlineData("foobar", 0xBF9CF968)]
    public void Fnv1A_OfItsTestVectors_IsAsPublished(string key, uint hash) => Assert.Equal(hash, Partitioners.Fnv1A(Encoding.UTF8.GetBytes(key)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Guess_OfKeysPlacedByAPartitioner_IsThatOne(int partitioner)
    {
        var guess = new PartitionerGuess(partitions: 4);
        for (var i = 0; !guess.IsDone; i++)
        {
            var key = Encoding.UTF8.GetBytes($"request-{i}");
            guess.Note(key, Partitioners.PartitionOf(partitioner, key, 4));
        }

        Assert.Equal(Partitioners.Names[partitioner], guess.Name);
    }

    [Fact]
    public void Guess_OfKeysPlacedInTurn_IsNone()
    {
        var guess = new PartitionerGuess(partitions: 4);
        for (var i = 0; !guess.IsDone; i++)
        {
            guess.Note([], 0);
            guess.Note(Encoding.UTF8.GetBytes($"request-{i}"), i % 4);
        }

        Assert.Null(guess.Name);
    }
}
