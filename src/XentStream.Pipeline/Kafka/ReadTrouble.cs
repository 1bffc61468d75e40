using System.Globalization;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Says why a topic could not be read: what the client told last, for a call itself often knows no more than that time ran out.</summary>
internal sealed class ReadTrouble(string address, TimeSpan patience)
{
    private volatile string? connectionReason;
    private (string Name, string Keys)? topic;

    /// <summary>Takes note of an error of the client, which tells it on a thread of its own.</summary>
    public void Note(Error error) => connectionReason = error.Code == ErrorCode.Local_AllBrokersDown ? connectionReason : ReasonOf(error);

    /// <summary>Lets a client tell the errors that it had, which it does only while it is asked for records.</summary>
    public void HearOut<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        try
        {
            consumer.Consume(TimeSpan.Zero);
        }
        catch (ConsumeException same)
        {
            Note(same.Error);
        }
    }

    /// <summary>Does something about a topic; what goes wrong in it is the topic's.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="call">What is done.</param>
    /// <param name="keys">By what the topic is named.</param>
    public T About<T>(string name, Func<T> call, string keys = "Topics:Input or --topic")
    {
        topic = (name, keys);
        var result = call();
        topic = null;
        return result;
    }

    /// <summary>The sentence about an error, and whether the topic does not exist, so that the configuration is wrong.</summary>
    public (string Sentence, bool IsMisconfigured) Tell(Error error) => topic is { } missing && error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic
        ? ($"The topic `{missing.Name}` does not exist at {address}. Correct {missing.Keys}.", true)
        : (SentenceOf(error), false);

    private string SentenceOf(Error error) => error.Code switch
    {
        ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.RequestTimedOut => string.Create(
            CultureInfo.InvariantCulture,
            $"The broker {address} did not answer within {patience.TotalSeconds} s: {connectionReason ?? ReasonOf(error)}. Check Kafka:BootstrapServers and the network, or wait longer with --timeout."),
        ErrorCode.Local_AutoOffsetReset => $"Records were removed by retention while they were read: {ReasonOf(error)}. Try it again.",
        _ => $"The broker {address} refused: {ReasonOf(error)}. Check the rights of this client and Kafka:Properties.",
    };

    // The client adds how long its attempt took, "(after 2ms in state CONNECT)", which is of no use to anybody.
    private static string ReasonOf(Error error) => error.Reason.Split(" (after ", 2)[0].TrimEnd('.');
}
