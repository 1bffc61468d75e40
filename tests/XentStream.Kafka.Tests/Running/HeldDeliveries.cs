using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

/// <summary>Makes deliveries whose first commit is held back.</summary>
internal sealed class HeldDeliveries(WorkerSettings settings, KafkaClients clients, HeldCommit held) : Deliveries(settings, clients)
{
    public override IDelivery Create(int thread, IConsumer<RecordKey, Evaluation> consumer, WorkerEvents events) => new HeldDelivery(base.Create(thread, consumer, events), held);
}
