using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Configuration;

/// <summary>Asks the Kafka client itself whether it takes the settings. Nothing connects.</summary>
public static class KafkaValidation
{
    /// <summary>What the client refuses, as a sentence, or null.</summary>
    public static string? Validate(WorkerSettings settings)
    {
        try
        {
            var nowhere = settings with { Kafka = settings.Kafka with { BootstrapServers = "" } };
            using var admin = new KafkaClients(nowhere, NullLogger<KafkaClients>.Instance).BuildAdmin(_ => { });
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            return refused.Message;
        }
    }
}
