using CsCheck;
using XentStream.Pipeline.Replay;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class RangeDigestTests
{
    [Fact]
    public void Digest_StoppedAnywhereAndResumed_IsThatOfOneRun() => Gen.Select(Gen.Int[0, 700], Gen.Int[0, 700]).Sample((records, stop) =>
    {
        var (whole, parts) = (new RangeDigest(), new RangeDigest());
        for (var record = 0; record < records; record++)
        {
            whole.Add(record, record, Content(record));
            parts.Add(record, record, Content(record));
            parts = record == stop ? RangeDigest.Resume(parts.State)! : parts;
        }

        Assert.Equal(whole.Value, parts.Value);
    }, iter: 50);

    [Fact]
    public void Digest_OfOtherRecords_IsAnother()
    {
        string[] digests = [Of((0, 0, 1)), Of((1, 0, 1)), Of((0, 1, 1)), Of((0, 0, 2)), Of(), Of((0, 0, 1), (1, 1, 2)), Of((1, 1, 2), (0, 0, 1))];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(32 + (256 * 48))]
    public void Resume_OfBytesThatAreNoState_IsRefused(int length) => Assert.Null(RangeDigest.Resume(new byte[length]));

    private static string Of(params (long Offset, long Timestamp, int Content)[] records)
    {
        var digest = new RangeDigest();
        foreach (var (offset, timestamp, content) in records)
        {
            digest.Add(offset, timestamp, Content(content));
        }

        return digest.Value;
    }

    private static byte[] Content(int number) => [(byte)number, (byte)(number >> 8), .. new byte[30]];
}
