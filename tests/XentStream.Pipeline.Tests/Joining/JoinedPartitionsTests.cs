using System.Text.Json.Nodes;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Committing;
using XentStream.Pipeline.Tests.Evaluating;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Joining;

public sealed class JoinedPartitionsTests
{
    private readonly JoinedRecord records = new();
    private readonly PendingBatch pending = new(Settings.Joined, TimeProvider.System);
    private readonly JoinedPartitions partitions;

    public JoinedPartitionsTests()
    {
        partitions = new JoinedPartitions(Settings.Joined, pending);
        TopicPartitionOffset[] begins = [new("predictions", 0, 10), new("labels", 0, 20)];
        foreach (var begin in begins)
        {
            pending.Begin(PartitionId.Of(begin.TopicPartition), begin.Offset);
        }

        partitions.Begin(begins);
        Assert.Single(partitions.Unbuilt).BeginToCount();
    }

    [Fact]
    public void Delta_OfAPair_NamesBothRangesAndFollowsTheSchema()
    {
        FeedPredictions();
        FeedLabels("""{"id":"a","labels":[0,1]}""");
        partitions.Settle();

        var delta = Assert.Single(Deltas(), delta => (string?)delta["model"] == "digits");
        Assert.Equal(
            """[{"topic":"predictions","partition":0,"from":10,"to":13},{"topic":"labels","partition":0,"from":20,"to":23}]""", delta["sources"]!.ToJsonString());
        Assert.Equal(2, (long)delta["join"]!["predictions"]!["scored"]!);
        Assert.Equal(2, (long)delta["rows"]!["scored"]!);
        Assert.All(Deltas(), delta => Assert.True(DeltaSchema.Allows(delta), delta.ToJsonString()));
    }

    // What is behind the half that retention passed was not read yet: nothing is to be told of it.
    [Fact]
    public void Half_ThatIsPendingWithoutARecord_HasNoDeltaUntilOneComes()
    {
        pending.PassOver(new PartitionId("predictions", 0), 10);
        partitions.Settle();
        Assert.Empty(pending.Deltas);

        FeedLabels("""{"id":"a","labels":[0,1]}""");
        partitions.Settle();
        Assert.All(Deltas(), delta => Assert.True(DeltaSchema.Allows(delta), delta.ToJsonString()));
    }

    [Fact]
    public void Delta_ThatTakesOutWhatAnEarlierOneAdded_AddsUpToNothing()
    {
        FeedPredictions();
        FeedLabels("""{"id":"a","labels":[0,1]}""");
        var before = Commit();
        Add(records.Label(null, "a", offset: 23, at: 5));
        var after = Commit();

        Assert.All(after, delta => Assert.True(DeltaSchema.Allows(delta), delta.ToJsonString()));
        var taken = Assert.Single(after, delta => (string?)delta["model"] == "digits");
        Assert.Equal((-2, 2, 2), ((long)taken["rows"]!["scored"]!, (long)taken["join"]!["predictions"]!["waiting"]!, (long)taken["join"]!["matches"]!["withdrawn"]!));
        Assert.Null(taken["loss"]!["weighted_mean"]);
        var sum = new Totals();
        foreach (var delta in before.Concat(after))
        {
            Assert.True(Totals.TryParse(Convert.FromBase64String((string)delta["totals"]!), out var totals));
            sum.Add(totals);
        }

        Assert.Equal(new Totals().ToCanonicalBytes(), sum.ToCanonicalBytes());
    }

    [Fact]
    public void Label_OfAnotherCount_IsHeldWithItsBytes()
    {
        FeedPredictions();
        FeedLabels("""{"id":"a","labels":[0,1,2]}""");
        partitions.Settle();

        // What decides a record can come after it: then its bytes are gone, and its place is kept.
        var held = Assert.Single(pending.Partitions[new PartitionId("labels", 0)].Quarantined);
        Assert.Equal(("label-count-mismatch", "digits", 20L), (held.Code, held.Model, held.Origin.Offset.Value));
        Assert.NotNull(held.Pointer);

        Add(records.Label("""{"id":"a","labels":[5]}""", "a", offset: 23, at: 5));
        var second = pending.Partitions[new PartitionId("labels", 0)].Quarantined[1];
        Assert.Equal("""{"id":"a","labels":[5]}""", System.Text.Encoding.UTF8.GetString(second.Value!));
        Assert.Null(second.Pointer);
    }

    [Fact]
    public void Range_ThatChangesNothing_HasADelta()
    {
        Add(records.Label(null, null, offset: 20, headers: ("xent-heartbeat", "")));

        var delta = Assert.Single(Commit());
        Assert.Equal("""[{"topic":"predictions","partition":0,"from":10,"to":10},{"topic":"labels","partition":0,"from":20,"to":21}]""", delta["sources"]!.ToJsonString());
    }

    // Two more records on each side, for it takes three to tell the time.
    private void Add(ConsumeResult<RecordKey, Evaluation> record) => partitions.Add(record, partitions.Find(record.Partition)!);

    private void FeedPredictions()
    {
        Add(records.Prediction(JoinedRecord.TwoRows, "a", offset: 10, at: 1));
        Add(records.Prediction(JoinedRecord.TwoRows.Replace("digits", "letters", StringComparison.Ordinal), "b", offset: 11, at: 2));
        Add(records.Prediction(JoinedRecord.TwoRows.Replace("digits", "letters", StringComparison.Ordinal), "c", offset: 12, at: 3));
    }

    private void FeedLabels(string json)
    {
        Add(records.Label(json, "a", offset: 20, at: 3));
        Add(records.Label(null, null, offset: 21, at: 4, headers: ("xent-heartbeat", "")));
        Add(records.Label(null, null, offset: 22, at: 4, headers: ("xent-heartbeat", "")));
    }

    private List<JsonObject> Commit()
    {
        partitions.Settle();
        var deltas = Deltas();
        partitions.Forget();
        pending.Continue();
        return deltas;
    }

    private List<JsonObject> Deltas() =>
        [.. pending.Deltas.Select(delta => JsonNode.Parse(new DeltaWriter(Settings.Joined).Write(delta.Source, delta.Partition, delta.Key, delta.Delta))!.AsObject())];
}
