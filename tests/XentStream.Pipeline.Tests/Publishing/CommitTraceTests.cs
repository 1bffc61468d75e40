using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class CommitTraceTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = source => source.Name == InstrumentNames.Meter,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly PendingBatch pending = new(Settings.For(), TimeProvider.System);
    private readonly Consumed consumed = new();

    public CommitTraceTests() => ActivitySource.AddActivityListener(listener);

    public void Dispose() => listener.Dispose();

    [Fact]
    public void Span_OfABatch_IsLinkedToThoseOfItsProducers()
    {
        Add(0, $"00-{Trace}-00f067aa0ba902b7-01");
        Add(1, "not a traceparent");
        Add(2, traceparent: null);
        using var span = CommitTrace.Begin(pending, Settings.For(), DateTimeOffset.UnixEpoch);

        var link = Assert.Single(span!.Links).Context;
        Assert.Equal((Trace, "00f067aa0ba902b7", true), (link.TraceId.ToHexString(), link.SpanId.ToHexString(), link.IsRemote));
        Assert.Equal(ActivityKind.Consumer, span.Kind);
        Assert.Equal((3, "predictions", "xentstream"), (span.GetTagItem(InstrumentNames.MessagingBatchSize), span.GetTagItem(InstrumentNames.MessagingDestination), span.GetTagItem(InstrumentNames.MessagingGroup)));
        Assert.True(span.StartTimeUtc <= DateTime.UnixEpoch);
    }

    [Fact]
    public void Links_OfMoreRecordsThanASpanHolds_AreTheFirst()
    {
        for (var i = 0; i < 200; i++)
        {
            Add(i, $"00-{Trace}-{i + 1:x16}-01");
        }

        using var span = CommitTrace.Begin(pending, Settings.For(), DateTimeOffset.UnixEpoch);

        Assert.Equal(CommitTrace.MaxLinks, span!.Links.Count());
    }

    [Fact]
    public void Span_OfABatchThatIsNotCommitted_IsAnError()
    {
        Add(0, traceparent: null);
        using var span = CommitTrace.Begin(pending, Settings.For(), DateTimeOffset.UnixEpoch);
        CommitTrace.End(span, CommitOutcome.Restart);

        Assert.Equal(ActivityStatusCode.Error, span!.Status);
    }

    [Fact]
    public void Commit_WithoutARecord_HasNoSpan() => Assert.Null(CommitTrace.Begin(pending, Settings.For(), DateTimeOffset.UnixEpoch));

    private void Add(long offset, string? traceparent) => pending.Add(consumed.Record(
        offset, Payloads.TwoRows(), headers: traceparent is null ? null : new Headers { { "traceparent", Encoding.ASCII.GetBytes(traceparent) } }));
}
