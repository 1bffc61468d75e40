using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;

namespace XentStream.Pipeline.Tests.Committing;

public sealed class QuarantineMessageTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_795_600_932_958);

    [Fact]
    public void Message_OfARejectedRecord_IsTheRecordWithTheReasonBehindItsOwnHeaders()
    {
        var message = QuarantineMessage.Of(Reject([1, 2, 3], new Headers { { "trace", [0xFF] }, { "trace", null } }));

        Assert.Equal([1, 2, 3], message.Value!);
        Assert.Equal([4], message.Key!);
        Assert.Equal(["trace", "trace", "xent.error.code", "xent.error.detail", "xent.error.topic", "xent.error.partition", "xent.error.offset", "xent.error.timestamp", "xent.error.model"], message.Headers.Select(header => header.Key));
        Assert.Equal([0xFF], message.Headers[0].GetValueBytes());
        Assert.Null(message.Headers[1].GetValueBytes());
        Assert.Equal(("header-malformed", "predictions", "3", "42", "1795600932958"), (Text(message, "code"), Text(message, "topic"), Text(message, "partition"), Text(message, "offset"), Text(message, "timestamp")));
        Assert.StartsWith("The payload has 3 bytes; safetensors begin with 8 bytes that tell the length of the header.", Text(message, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfARecordThatIsTooLarge_IsAPointer()
    {
        var record = Reject([1, 2, 3], headers: null);
        record.BecomePointer();

        var message = QuarantineMessage.Of(record);

        Assert.Null(message.Value);
        Assert.Equal("too large to keep: 3 bytes; read it at its topic, partition and offset", Text(message, "pointer"));
    }

    [Fact]
    public void Message_OfOffsetsThatAreDamaged_PointsToAllOfThemAlsoWhenItIsReadBack()
    {
        var place = new TopicPartitionOffset("quarantine", 0, 7);
        var message = QuarantineMessage.Of(QuarantinedRecord.PointTo(new PartitionId("predictions", 3), 42, 50, "records-damaged", "why", At));

        var again = QuarantineMessage.Of(QuarantineMessage.Parse(message.Headers, new Timestamp(At), place));

        Assert.Equal((null, null), (message.Key, message.Value));
        Assert.Equal(("predictions", "3", "42", "50", "records-damaged"), (Text(again, "topic"), Text(again, "partition"), Text(again, "offset"), Text(again, "to"), Text(again, "code")));
    }

    [Fact]
    public void Message_OfATombstone_HasNoValue()
    {
        var message = QuarantineMessage.Of(Reject(value: null, headers: null));

        Assert.Null(message.Value);
        Assert.Equal("payload-missing", Text(message, "code"));
    }

    [Fact]
    public void Message_ReadBack_IsTheRecordWithItsReasonAndNothingAdded()
    {
        var record = Reject([1, 2, 3], new Headers { { "trace", [0xFF] }, { "trace", null } }) with { Attempts = 2 };
        var message = QuarantineMessage.Of(record);

        var read = QuarantineMessage.Parse(message.Headers, new Timestamp(DateTimeOffset.UnixEpoch), new TopicPartitionOffset("quarantine", 0, 7));

        Assert.Equal((record.Origin, record.Timestamp.UnixTimestampMs, record.Model, record.Code, record.Detail, 2, null), (read.Origin, read.Timestamp.UnixTimestampMs, read.Model, read.Code, read.Detail, read.Attempts, read.Pointer));
        Assert.Equal(["trace", "trace"], read.Headers!.Select(header => header.Key));
        Assert.Equal([[0xFF], null], read.Headers!.Select(header => header.GetValueBytes()));
        Assert.Equal(message.Headers.Select(header => header.Key), QuarantineMessage.Of(read with { Key = record.Key, Value = record.Value }).Headers.Select(header => header.Key));
    }

    [Fact]
    public void Message_OfSomethingElse_StandsWhereItStands()
    {
        var at = new Timestamp(At);
        var place = new TopicPartitionOffset("quarantine", 1, 7);

        var read = QuarantineMessage.Parse(headers: null, at, place);

        Assert.Equal((place, at, "", ""), (read.Origin, read.Timestamp, read.Code, read.Model));
    }

    private static QuarantinedRecord Reject(byte[]? value, Headers? headers) => QuarantinedRecord.Of(new Consumed().Record(42, value, partition: 3, at: At, key: [4], headers: headers));

    private static string Text(Message<byte[]?, byte[]?> message, string name) => Encoding.UTF8.GetString(message.Headers.GetLastBytes($"xent.error.{name}"));
}
