using CsCheck;
using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;

namespace XentStream.Pipeline.Tests.Incidents;

public sealed class IncidentBookTests
{
    private static readonly PartitionId Source = new("predictions", 0);
    private static readonly byte[] Broken = [0x1F, 0x8B, 8];

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly PendingBatch pending;
    private readonly IncidentBook book;
    private readonly Consumed consumed = new();

    public IncidentBookTests()
    {
        pending = new PendingBatch(Settings.For(), time);
        book = new IncidentBook(Settings.For(), time);
    }

    [Fact]
    public void Faults_OfOneCause_AreOneIncidentWithACount()
    {
        var incident = Assert.Single(CommitBroken(0, 1, 2));

        Assert.Equal(("compressed-payload", 3L, 0L, 2L), (incident.Key.Code, incident.Count, incident.First.Offset, incident.Last.Offset));
        Assert.StartsWith("The payload is gzip", incident.Example.Wrong, StringComparison.Ordinal);
        Assert.Null(incident.ResolvedAt);
    }

    [Fact]
    public void Faults_OfLaterCommits_UpdateTheIncident()
    {
        var opened = Assert.Single(CommitBroken(0));
        time.Advance(TimeSpan.FromMinutes(9));

        var updated = Assert.Single(CommitBroken(7, 8));

        Assert.Equal((3L, 0L, 8L, opened.OpenedAt), (updated.Count, updated.First.Offset, updated.Last.Offset, updated.OpenedAt));
    }

    [Fact]
    public void Incident_QuietForLong_IsResolvedOnceWithoutARecord()
    {
        CommitBroken(0);
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.False(book.IsDue);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(book.IsDue);
        var resolved = Assert.Single(Commit());

        Assert.Equal((time.GetUtcNow(), 1L), (resolved.ResolvedAt, resolved.Count));
        Assert.Empty(book.Open);
        Assert.False(book.IsDue);
    }

    [Fact]
    public void Fault_AfterAResolution_OpensAnotherIncident()
    {
        CommitBroken(0, 1);
        time.Advance(TimeSpan.FromHours(1));
        Commit();

        var again = Assert.Single(CommitBroken(9));

        Assert.Equal((1L, 9L, time.GetUtcNow()), (again.Count, again.First.Offset, again.OpenedAt));
    }

    [Fact]
    public void Changes_ThatAreNotCommitted_AreComputedAgain()
    {
        pending.Add(consumed.Record(0, Broken));
        var first = book.ChangesOf(pending);

        Assert.Equal(first, book.ChangesOf(pending));
    }

    [Fact]
    public void Incidents_OfAPartitionThatWasLost_AreForgotten()
    {
        CommitBroken(0);

        book.Drop([new PartitionId("predictions", 1)]);
        Assert.Single(book.Open);
        book.Drop([Source]);

        Assert.Empty(book.Open);
    }

    [Fact]
    public void Incident_OfAnEarlierOwner_GoesOn()
    {
        var left = Assert.Single(CommitBroken(0, 1));
        book.Drop([Source]);
        time.Advance(TimeSpan.FromDays(1));

        book.Restore(IncidentEvent.Parse(IncidentEvent.Write(left, "group"))!);
        var updated = Assert.Single(CommitBroken(2));

        Assert.Equal((3L, left.OpenedAt), (updated.Count, updated.OpenedAt));
    }

    [Fact]
    public void Note_OfTheSameOffsets_IsCountedOnce()
    {
        var key = new IncidentKey("records-lost", "", "", Source);
        var example = new IncidentExample("warn", "w", "c", "f");
        bool Note() => book.Note(key, example, new Sighting(5, default), new Sighting(14, default), 10);

        Assert.True(Note());
        Assert.True(book.IsDue);
        Commit();
        Assert.False(Note());

        Assert.False(book.IsDue);
        Assert.Equal(10, Assert.Single(book.Open).Count);
    }

    [Fact]
    public void Models_BeyondTheLimit_ShareAnIncident()
    {
        for (var i = 0; i < IncidentBook.MaxOpen + 5; i++)
        {
            var headers = new Confluent.Kafka.Headers { { "xent-model", System.Text.Encoding.UTF8.GetBytes($"m{i}") } };
            pending.Add(consumed.Record(i, Broken, headers: headers));
        }

        Commit();

        Assert.Equal(IncidentBook.MaxOpen + 1, book.Open.Count);
        Assert.Equal(5, book.Open.Single(incident => incident.Key.Model == "other").Count);
    }

    // However records fall into commits, and whoever owns the partition in between.
    [Fact]
    public void Incidents_OfAnyCommits_AreTheSame() =>
        Gen.Select(Gen.Bool.Array[1, 40], Gen.Int[0, 2].Array[40]).Sample((areBroken, ends) =>
        {
            var other = new IncidentBookTests();
            for (var offset = 0; offset < areBroken.Length; offset++)
            {
                other.pending.Add(other.consumed.Record(offset, areBroken[offset] ? Broken : Payloads.TwoRows()));
                if (ends[offset] > 0)
                {
                    other.Commit();
                }

                if (ends[offset] == 2)
                {
                    var left = other.book.Open.ToList();
                    other.book.Drop([Source]);
                    left.ForEach(other.book.Restore);
                }
            }

            other.Commit();
            var broken = Enumerable.Range(0, areBroken.Length).Where(offset => areBroken[offset]).ToList();
            Assert.Equal(broken.Count == 0 ? 0 : 1, other.book.Open.Count);
            Assert.All(other.book.Open, incident => Assert.Equal((broken.Count, broken[0], broken[^1]), (incident.Count, incident.First.Offset, incident.Last.Offset)));
        });

    private IReadOnlyList<Incident> CommitBroken(params ReadOnlySpan<long> offsets)
    {
        foreach (var offset in offsets)
        {
            pending.Add(consumed.Record(offset, Broken));
        }

        return Commit();
    }

    private IReadOnlyList<Incident> Commit()
    {
        var changes = book.ChangesOf(pending);
        book.Enter(changes);
        pending.Continue();
        return changes;
    }
}
