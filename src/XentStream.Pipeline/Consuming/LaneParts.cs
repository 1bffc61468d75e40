using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Consuming;

/// <summary>What all threads of a worker share.</summary>
internal sealed record LaneParts(
    WorkerSettings Settings, KafkaClients Clients, Deliveries Deliveries, JoinRebuild Rebuild, CommittedTotals Committed, PartitionLags Lags, JoinStates Joins, IncidentCounts Incidents, TimeProvider Time);
