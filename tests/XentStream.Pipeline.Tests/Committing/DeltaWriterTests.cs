using System.Text.Json.Nodes;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Committing;

public sealed class DeltaWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 30, TimeSpan.Zero);

    public static TheoryData<string, long[]> Batches => new()
    {
        { "scored", [0, 1] },
        { "infinite", [2, 1] },
        { "ignored", [-100, -100] },
        { "rejected", [9, 9] },
        { "partial", [0, 1, 2] },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void Delta_OfAnyBatch_FollowsTheSchema(string kind, long[] labels)
    {
        var delta = WriteOne(Payloads.TwoRows(labels: labels));

        Assert.True(DeltaSchema.Allows(delta), $"{kind}: {delta}");
    }

    [Fact]
    public void Delta_OfBytesThatAreNoBatch_FollowsTheSchemaWithoutAName()
    {
        var delta = WriteOne([1, 2, 3]);

        Assert.True(DeltaSchema.Allows(delta));
        Assert.Equal("", (string?)delta["model"]);
    }

    [Theory]
    [InlineData("surprise", "1")]
    [InlineData("rows", """{"scored": -1, "ignored": 0, "infinite": 0}""")]
    [InlineData("kernel", "\"\"")]
    public void Schema_AskedForWhatADeltaIsNot_RefusesIt(string member, string value)
    {
        var delta = WriteOne(Payloads.TwoRows());
        delta[member] = JsonNode.Parse(value);

        Assert.False(DeltaSchema.Allows(delta));
    }

    [Fact]
    public void Delta_OfTwoRows_HoldsTheirFiguresAndExactTotals()
    {
        var delta = WriteOne(Payloads.TwoRows());

        Assert.Equal("""{"scored":1,"warned":0,"rejected":0}""", delta["records"]!.ToJsonString());
        Assert.Equal("""{"scored":2,"ignored":0,"infinite":0}""", delta["rows"]!.ToJsonString());
        Assert.Equal("""{"start":"2026-11-23T12:00:00Z","seconds":60}""", delta["window"]!.ToJsonString());
        Assert.Equal("""[{"topic":"predictions","partition":0,"from":4,"to":5}]""", delta["sources"]!.ToJsonString());
        Assert.Equal(Payloads.LossOfTwoRows / 2, (double)delta["loss"]!["weighted_mean"]!, 9);
        Assert.True(Totals.TryParse(Convert.FromBase64String((string)delta["totals"]!), out var totals));
        Assert.Equal((double)delta["loss"]!["sum"]!, totals.Loss.ToDouble());
        Assert.Equal(new Scoring.Contracts.Contract().Digest, (string?)delta["contract"]);
    }

    [Fact]
    public void Delta_OfATopicWhoseIdIsKnown_NamesItInEachRange()
    {
        var pending = new PendingBatch(Settings.For(), TimeProvider.System);
        pending.Begin(new PartitionId("predictions", 0), 3, "n8mVKkp1TAGF8YGq0VKKyQ");
        pending.Add(new Consumed().Record(4, Payloads.TwoRows()));
        var first = Write(pending);
        pending.Continue();
        pending.PassOver(new PartitionId("predictions", 0), 9);
        pending.Add(new Consumed().Record(9, Payloads.TwoRows()));

        Assert.Equal("""[{"topic":"predictions","partition":0,"from":3,"to":5,"topic_id":"n8mVKkp1TAGF8YGq0VKKyQ"}]""", first["sources"]!.ToJsonString());
        Assert.Equal("""[{"topic":"predictions","partition":0,"from":9,"to":10,"topic_id":"n8mVKkp1TAGF8YGq0VKKyQ"}]""", Write(pending)["sources"]!.ToJsonString());
        Assert.True(DeltaSchema.Allows(first));
    }

    [Fact]
    public void Delta_OfAModelWithoutContract_HasNoDigest() => Assert.Null((string?)WriteOne(Payloads.TwoRows(model: "letters"))["contract"]);

    [Fact]
    public void Key_IsModelAndVersion() => Assert.Equal("digits/v1"u8, DeltaWriter.WriteKey(new DeltaKey("digits", "v1", Noon)));

    private static JsonObject WriteOne(byte[] payload)
    {
        var pending = new PendingBatch(Settings.For(), TimeProvider.System);
        pending.Add(new Consumed().Record(4, payload, at: Noon));
        return Write(pending);
    }

    private static JsonObject Write(PendingBatch pending)
    {
        var (source, partition, key, delta) = Assert.Single(pending.Deltas);
        return JsonNode.Parse(new DeltaWriter(Settings.For()).Write(source, partition, key, delta))!.AsObject();
    }
}
