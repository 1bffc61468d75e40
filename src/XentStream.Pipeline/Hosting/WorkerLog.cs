using Microsoft.Extensions.Logging;

namespace XentStream.Pipeline.Hosting;

/// <summary>The sentences of the log.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(10, LogLevel.Information, "Evaluating {Partitions}.")]
    public static partial void Assigned(ILogger logger, string partitions);

    [LoggerMessage(11, LogLevel.Information, "No longer evaluating {Partitions}.")]
    public static partial void Revoked(ILogger logger, string partitions);

    [LoggerMessage(12, LogLevel.Information, "The broker answers again.")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(13, LogLevel.Warning, "{Sentence}")]
    public static partial void Trouble(ILogger logger, string sentence);

    [LoggerMessage(14, LogLevel.Warning, "A transaction was aborted and is tried again: {Reason}.")]
    public static partial void TransactionAborted(ILogger logger, string reason);

    [LoggerMessage(15, LogLevel.Warning, "The outcome of a transaction is unknown ({Reason}): the committed offsets will tell.")]
    public static partial void TransactionUnknown(ILogger logger, string reason);

    [LoggerMessage(34, LogLevel.Warning, "The broker had ended a transaction without a marker in {Partitions} of its partitions; another transaction gave them one. A cluster of several brokers does not need that.")]
    public static partial void MarkersSupplied(ILogger logger, int partitions);

    [LoggerMessage(16, LogLevel.Warning, "A commit failed: {Reason}.")]
    public static partial void CommitFailed(ILogger logger, string reason);

    [LoggerMessage(17, LogLevel.Warning, "Beginning again at the committed offsets, with new clients.")]
    public static partial void Restarting(ILogger logger);

    [LoggerMessage(18, LogLevel.Error, "Retention removed up to {Count} records of {Partition} before they were read; markers of transactions count too.")]
    public static partial void RecordsLost(ILogger logger, string partition, long count);

    [LoggerMessage(19, LogLevel.Error, "Evaluating {Topic}[{Partition}] offset {Offset} threw. This is a bug; the record is in quarantine.")]
    public static partial void Crash(ILogger logger, Exception bug, string topic, int partition, long offset);

    [LoggerMessage(20, LogLevel.Critical, "A thread of the worker ended by an exception. This is a bug; nothing uncommitted is lost.")]
    public static partial void ThreadDied(ILogger logger, Exception bug);

    [LoggerMessage(21, LogLevel.Information, "Stopped after the last commit.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(24, LogLevel.Warning, "The group has no offset for {Partition} and yet results up to offset {End}: going on there. Brokers forget the offsets of a group that was away for long.")]
    public static partial void OffsetsForgotten(ILogger logger, string partition, long end);

    [LoggerMessage(25, LogLevel.Error, "{Partition} ends at {End}, before the committed offset {Committed}: the broker has lost records that were evaluated. Going on at its end.")]
    public static partial void Truncated(ILogger logger, string partition, long committed, long end);

    [LoggerMessage(26, LogLevel.Error, "{Partition} stands still at offset {Offset}: a record there cannot be fetched.")]
    public static partial void Stalled(ILogger logger, string partition, long offset);

    [LoggerMessage(27, LogLevel.Information, "A certificate, key or secret has changed on disk: new clients are built with it.")]
    public static partial void FilesChanged(ILogger logger);

    [LoggerMessage(28, LogLevel.Warning, "Nobody in group {Group} has {Partitions}: the group is made to share them out again.")]
    public static partial void PartitionsUnowned(ILogger logger, string group, string partitions);

    [LoggerMessage(29, LogLevel.Information, "State of {Partition} read from disk: {Records:N0} records read on in place of {Horizon:N0}.")]
    public static partial void StateRead(ILogger logger, string partition, long records, long horizon);

    [LoggerMessage(30, LogLevel.Information, "State of {Partition} on disk is not used ({Reason}): {Records:N0} records were read again.")]
    public static partial void StateNotRead(ILogger logger, string partition, string reason, long records);

    [LoggerMessage(31, LogLevel.Warning, "State of {Partition} could not be written to {Folder} ({Reason}). What was written before stays, and the topics hold it all; it is tried again.")]
    public static partial void StateNotWritten(ILogger logger, string partition, string folder, string reason);

    [LoggerMessage(32, LogLevel.Error, "A client of Kafka does not close. The worker ends without it, and has to be started anew where it was not stopped; nothing is lost.")]
    public static partial void ClientHangs(ILogger logger);

    [LoggerMessage(33, LogLevel.Warning, "{Partition} stands still at offset {Offset} and has records behind it: it is tried with new clients.")]
    public static partial void StandsStill(ILogger logger, string partition, long offset);

    [LoggerMessage(34, LogLevel.Error, "{Partition} cannot be read from offset {From} to {Last}: these bytes are damaged on the broker's disk. They are counted as lost, quarantine points to them, and reading goes on behind.")]
    public static partial void RecordsDamaged(ILogger logger, string partition, long from, long last);

    [LoggerMessage(22, LogLevel.Information, "Incident {Id} opened at offset {Offset}: {Wrong}")]
    public static partial void IncidentOpened(ILogger logger, string id, string wrong, long offset);

    [LoggerMessage(23, LogLevel.Information, "Incident {Id} resolved: quiet after {Count} faults.")]
    public static partial void IncidentResolved(ILogger logger, string id, long count);
}
