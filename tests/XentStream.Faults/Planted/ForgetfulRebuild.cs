using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;

namespace XentStream.Faults.Planted;

/// <summary>A planted bug: a join goes on as if there had been nothing before.</summary>
internal sealed class ForgetfulRebuild(WorkerSettings settings, KafkaClients clients, TimeProvider time) : JoinRebuild(settings, clients, time)
{
    public override IReadOnlyList<RebuiltState> Run(IReadOnlyList<JoinedPartition> unbuilt, IncidentBook incidents, Func<bool> onSlice, Action<Error> onError)
    {
        foreach (var partition in unbuilt)
        {
            partition.BeginToCount();
        }

        return [];
    }
}
