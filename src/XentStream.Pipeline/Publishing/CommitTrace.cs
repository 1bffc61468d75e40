using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>
/// One span for each batch that is committed, from its first record to the answer of the commit, linked to the spans of the producers
/// (<see href="https://www.w3.org/TR/trace-context/#traceparent-header"/>). None for a record: a worker evaluates thousands of them in a second.
/// </summary>
internal static class CommitTrace
{
    /// <summary>The most links of a span, which is the limit of the OpenTelemetry SDK.</summary>
    public const int MaxLinks = 128;

    private static readonly ActivitySource Source = new(InstrumentNames.Meter);

    /// <summary>The span that a record was sent in, or null where there is none, or nobody looks.</summary>
    public static ActivityLink? LinkOf(Headers? headers) =>
        Source.HasListeners() && headers is not null && headers.TryGetLastBytes("traceparent", out var parent)
            && ActivityContext.TryParse(Encoding.ASCII.GetString(parent), StateOf(headers), isRemote: true, out var sender)
            ? new ActivityLink(sender)
            : null;

    /// <summary>Begins the span of a batch that is about to be committed; null where nobody looks.</summary>
    public static Activity? Begin(PendingBatch batch, WorkerSettings settings, DateTimeOffset now)
    {
        if (batch.IsEmpty || !Source.HasListeners())
        {
            return null;
        }

        KeyValuePair<string, object?>[] tags =
        [
            new(InstrumentNames.MessagingSystem, "kafka"),
            new(InstrumentNames.MessagingOperation, "process"),
            new(InstrumentNames.MessagingGroup, settings.Kafka.GroupId),
            new(InstrumentNames.MessagingDestination, string.Join(',', batch.Partitions.Keys.Select(partition => partition.Topic).Distinct())),
            new(InstrumentNames.MessagingBatchSize, batch.Partitions.Values.Sum(partition => partition.Records)),
        ];
        var links = batch.Partitions.Values.SelectMany(partition => partition.Links).Take(MaxLinks);
        return Source.StartActivity(InstrumentNames.EvaluateSpan, ActivityKind.Consumer, parentContext: default, tags, links, now - batch.Age);
    }

    /// <summary>Notes what became of the batch.</summary>
    public static void End(Activity? span, CommitOutcome outcome)
    {
        if (outcome == CommitOutcome.Restart)
        {
            span?.SetStatus(ActivityStatusCode.Error, "not committed");
        }
    }

    private static string? StateOf(Headers headers) => headers.TryGetLastBytes("tracestate", out var state) ? Encoding.ASCII.GetString(state) : null;
}
