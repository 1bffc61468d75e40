using System.Text;
using CsCheck;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Tests.Joining;

public sealed class RecordLogTests
{
    // A record: its id, by how much its time is behind, and whether it can be found; and how often what is old is forgotten.
    private static readonly Gen<((int Id, int Behind, bool IsFound)[] Records, int Between)> Streams =
        Gen.Select(Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400], Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false)))).Array[0, 1500], Gen.Int[100, 1000]);

    // Few hashes make long runs of places, some of them over the end of the table; an own one for each id makes few.
    [Theory]
    [InlineData(400, 0)]
    [InlineData(7, -3)]
    [InlineData(1, -1)]
    public void Records_OfAnyIdsAddedAndForgotten_AreFoundInTheirOrder(int hashes, int firstHash) => Streams.Sample(stream =>
    {
        var (log, kept, found) = (new RecordLog(new IdIndex(), isOfLabels: false), new List<(int Handle, int Id, bool IsFound, int Time)>(), new List<int>());
        foreach (var ((id, behind, isFound), number) in stream.Records.Select((record, number) => (record, number)))
        {
            var handle = Add(log, id, firstHash + (id % hashes), number - behind, isFound);
            kept.Add((handle, id, isFound, number - behind));
            if (number % stream.Between == 0)
            {
                log.Forget(number - 600);
                Forget(kept, number - 600);
                AssertFound(log, kept, found, one => firstHash + (one % hashes));
            }
        }

        // Handle 0 stands for none, and is counted while its segment is there.
        Assert.InRange(log.Count - kept.Count, 0, 1);
        AssertFound(log, kept, found, one => firstHash + (one % hashes));
    }, iter: 20);

    [Fact]
    public void Records_OfTwoLogsWithTheSameIds_AreFoundInTheirOwn() => Gen.Select(Gen.Bool, Gen.Int[0, 40]).Array[0, 1500].Sample(
        stream =>
        {
            var (index, found) = (new IdIndex(), new List<int>());
            var logs = new[] { new RecordLog(index, isOfLabels: false), new RecordLog(index, isOfLabels: true) };
            var kept = new[] { new List<(int Handle, int Id, bool IsFound, int Time)>(), [] };
            foreach (var ((isLabel, id), number) in stream.Select((record, number) => (record, number)))
            {
                var side = isLabel ? 1 : 0;
                kept[side].Add((Add(logs[side], id, id % 7, number, isFound: true), id, true, number));
            }

            logs[0].Forget(stream.Length / 2);
            Forget(kept[0], stream.Length / 2);
            AssertFound(logs[0], kept[0], found, id => id % 7);
            AssertFound(logs[1], kept[1], found, id => id % 7);
        },
        iter: 20);

    private static int Add(RecordLog log, int id, int hash, long time, bool isFound)
    {
        var bytes = BytesOf(id);
        var handle = log.Add(new LoggedRecord { Time = time, Hash = hash, Length = bytes.Length, IdLength = (ushort)bytes.Length }, out var payload);
        bytes.CopyTo(payload);
        log.Decide(handle);
        if (isFound)
        {
            log.Index(handle);
        }

        return handle;
    }

    // A segment goes as a whole when all that can be found in it is old; the last one stays.
    private static void Forget(List<(int Handle, int Id, bool IsFound, int Time)> kept, long before)
    {
        var segments = kept.GroupBy(record => record.Handle / LogSegment.Capacity).ToList();
        var last = kept.Count == 0 ? -1 : kept[^1].Handle / LogSegment.Capacity;
        var old = segments.Where(segment => segment.Key != last && !segment.Any(record => record.IsFound && record.Time >= before)).Select(segment => segment.Key).ToHashSet();
        kept.RemoveAll(record => old.Contains(record.Handle / LogSegment.Capacity));
    }

    private static void AssertFound(RecordLog log, List<(int Handle, int Id, bool IsFound, int Time)> kept, List<int> found, Func<int, int> hashOf)
    {
        var expected = kept.Where(record => record.IsFound).ToLookup(record => record.Id, record => record.Handle);
        for (var id = 0; id <= 401; id++)
        {
            log.Find(hashOf(id), BytesOf(id), found);
            Assert.Equal(expected[id], found);
        }
    }

    private static byte[] BytesOf(int id) => Encoding.UTF8.GetBytes($"request-{id}");
}
