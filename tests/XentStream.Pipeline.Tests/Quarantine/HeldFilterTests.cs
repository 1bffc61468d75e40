using Confluent.Kafka;
using XentStream.Pipeline.Quarantine;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Quarantine;

public sealed class HeldFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly QuarantinedRecord Record = new()
    {
        Origin = new TopicPartitionOffset("predictions", 0, 4),
        Timestamp = new Timestamp(Noon),
        Model = "digits",
        Code = "label-out-of-range",
        Detail = "",
    };

    public static TheoryData<HeldFilter, bool> Filters => new()
    {
        { new HeldFilter(), true },
        { new HeldFilter(Code: "label-out-of-range", Model: "digits"), true },
        { new HeldFilter(Code: "label-one-based"), false },
        { new HeldFilter(Model: "spam"), false },
        { new HeldFilter(From: Noon), true },
        { new HeldFilter(From: Noon.AddMilliseconds(1)), false },
        { new HeldFilter(To: Noon), false },
        { new HeldFilter(To: Noon.AddMilliseconds(1)), true },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Filter_OfARecord_SelectsWhatFitsAllOfIt(HeldFilter filter, bool isSelected) => Assert.Equal(isSelected, filter.Selects(Record));
}
