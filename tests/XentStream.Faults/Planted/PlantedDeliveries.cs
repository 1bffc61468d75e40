using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;

namespace XentStream.Faults.Planted;

/// <summary>Makes deliveries with a planted bug.</summary>
internal sealed class PlantedDeliveries(WorkerSettings settings, KafkaClients clients, PlantedBug bug, Death death) : Deliveries(settings, clients)
{
    private readonly WorkerSettings settings = settings;
    private readonly KafkaClients clients = clients;

    public override IDelivery Create(int thread, IConsumer<RecordKey, Evaluation> consumer, WorkerEvents events) => bug switch
    {
        PlantedBug.OffsetsFirst => new OffsetsFirstDelivery(BuildWithoutTransactions(thread), consumer, new OutgoingRecords(settings), death),
        PlantedBug.ResultsOutside => new ResultsOutsideDelivery(BuildWithoutTransactions(thread), clients.BuildProducer(thread, events.ClientError), consumer, new OutgoingRecords(settings), death),
        PlantedBug.CorrectionKept => new KeptCorrectionDelivery(base.Create(thread, consumer, events), death),
        _ => new DyingDelivery(base.Create(thread, consumer, events), death),
    };

    private IProducer<byte[]?, byte[]?> BuildWithoutTransactions(int thread)
    {
        var config = clients.Producer(thread);
        config.TransactionalId = null;
        return new ProducerBuilder<byte[]?, byte[]?>(config).Build();
    }
}
