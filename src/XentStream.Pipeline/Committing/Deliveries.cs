using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Committing;

/// <summary>Makes the delivery that the settings ask for. The fault tests put deliveries with planted bugs in its place.</summary>
internal class Deliveries(WorkerSettings settings, KafkaClients clients)
{
    /// <summary>Makes the delivery of a thread.</summary>
    public virtual IDelivery Create(int thread, IConsumer<RecordKey, Evaluation> consumer, WorkerEvents events) => settings.Delivery == Delivery.ExactlyOnce
        ? new ExactlyOnceDelivery(new(() => clients.BuildProducer(thread, events.ClientError)), clients.TransactionalIdOf(thread), consumer, new OutgoingRecords(settings), events)
        : new AtLeastOnceDelivery(clients.BuildProducer(thread, events.ClientError), consumer, new OutgoingRecords(settings), events);
}
