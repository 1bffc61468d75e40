using System.Text;
using System.Text.Json;
using CsCheck;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Incidents;

public sealed class IncidentEventTests
{
    private static readonly Gen<string> Text = Gen.String.Where(text => !text.Any(char.IsSurrogate));

    private static readonly Gen<Incident> Incidents =
        from texts in Text.Array[7]
        from partition in Gen.Int[0, 100]
        from numbers in Gen.Long[0, 1L << 40].Array[3]
        from times in Gen.DateTimeOffset.Array[5]
        from isResolved in Gen.Bool
        select new Incident(
            new IncidentKey(texts[0], texts[1], texts[2], new PartitionId(texts[3], partition)),
            new IncidentExample("reject", texts[4], texts[5], texts[6]),
            numbers[0],
            new Sighting(numbers[1], times[0].ToUniversalTime()),
            new Sighting(numbers[2], times[1].ToUniversalTime()),
            times[2].ToUniversalTime(),
            times[3].ToUniversalTime())
        {
            ResolvedAt = isResolved ? times[4].ToUniversalTime() : null,
        };

    [Fact]
    public void Incident_WrittenAndRead_IsTheSame() => Incidents.Sample(incident => Assert.Equal(incident, IncidentEvent.Parse(IncidentEvent.Write(incident, "group"))));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":{"code":7}}""")]
    [InlineData("""{"data":{"code":"a","model":"b"}}""")]
    public void Value_OfSomebodyElse_IsPassedOver(string value) => Assert.Null(IncidentEvent.Parse(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Event_OfEachStage_IsACloudEventThatNamesIt()
    {
        var at = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        var opened = new Incident(
            new IncidentKey("label-out-of-range", "digits", "v1", new PartitionId("predictions", 3)), new IncidentExample("reject", "w", "c", "f"), 1, new Sighting(7, at), new Sighting(7, at), at, at);
        var stages = new[] { opened, opened with { Count = 2, SeenAt = at.AddSeconds(1) }, opened with { ResolvedAt = at.AddHours(1) } };

        var events = stages.Select(stage => JsonDocument.Parse(IncidentEvent.Write(stage, "g")).RootElement).ToList();

        Assert.Equal(
            ["xentstream.incident.opened", "xentstream.incident.updated", "xentstream.incident.resolved"],
            events.Select(stage => stage.GetProperty("type").GetString()!));
        Assert.Equal(3, events.Select(stage => stage.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal("label-out-of-range/digits/v1/predictions/3", Encoding.UTF8.GetString(IncidentEvent.WriteKey(opened)));
        Assert.Equal(("1.0", "/xentstream/g", "open"), (events[0].GetProperty("specversion").GetString(), events[0].GetProperty("source").GetString(), events[0].GetProperty("data").GetProperty("status").GetString()));
    }
}
