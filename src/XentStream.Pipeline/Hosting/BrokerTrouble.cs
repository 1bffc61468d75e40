using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace XentStream.Pipeline.Hosting;

/// <summary>
/// What stands between a thread and its broker: told to the health checks always, and to the log once in a while, for a broker that is away for an hour shall
/// not fill it. The clients of a thread tell of their errors on threads of their own.
/// </summary>
internal sealed class BrokerTrouble(string address, LaneHealth health, ILogger logger, TimeProvider time)
{
    private const int MaxSentences = 100;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> toldAt = [];
    private string? connectionReason;

    /// <summary>What to tell where a right is missing.</summary>
    public NeededRights? Rights { get; init; }

    /// <summary>What happens next, or is to be done, in a sentence.</summary>
    public string Next { get; init; } = "It is tried again.";

    /// <summary>What was told last, or null.</summary>
    public string? Told { get; private set; }

    /// <summary>A connection to one broker failed. Others may do; this is the reason to give where none does.</summary>
    public void ConnectionFailed(Error error) => connectionReason = ReasonOf(error);

    /// <summary>No broker can be reached, or a call to one failed. The call itself often knows no more than that time ran out.</summary>
    public void CannotUse(Error error)
    {
        if (Rights?.Explain(error) is { } right)
        {
            Tell(right);
            return;
        }

        var isSilence = error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut;
        Tell($"The broker {address} cannot be used: {(isSilence ? connectionReason : null) ?? ReasonOf(error)}. {Next}");
    }

    /// <summary>Something stands in the way, as a sentence with the next step.</summary>
    public void Tell(string sentence)
    {
        Told = sentence;
        health.Fail(sentence);
        if (IsNews(sentence))
        {
            WorkerLog.Trouble(logger, sentence);
        }
    }

    /// <summary>The broker answers.</summary>
    /// <returns>Whether there was trouble that is now over.</returns>
    public bool End()
    {
        lock (gate)
        {
            connectionReason = null;
            toldAt.Clear();
        }

        return health.Recover();
    }

    private bool IsNews(string sentence)
    {
        lock (gate)
        {
            if (toldAt.TryGetValue(sentence, out var at) && time.GetElapsedTime(at) < RepeatAfter)
            {
                return false;
            }

            if (toldAt.Count >= MaxSentences)
            {
                toldAt.Clear();
            }

            toldAt[sentence] = time.GetTimestamp();
            return true;
        }
    }

    // The client adds how long its attempt took, "(after 2ms in state CONNECT)", which is of no use to anybody and new each time.
    private static string ReasonOf(Error error) => error.Reason.Split(" (after ", 2)[0].TrimEnd('.');
}
