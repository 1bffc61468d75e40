namespace XentStream.Pipeline.Configuration;

/// <summary>What holds when a worker dies at any instant.</summary>
public enum Delivery
{
    /// <summary>Every record is in exactly one committed delta: results, quarantine and offsets are one Kafka transaction.</summary>
    ExactlyOnce,

    /// <summary>Every record is in at least one delta: for brokers without transactions.</summary>
    AtLeastOnce,
}
