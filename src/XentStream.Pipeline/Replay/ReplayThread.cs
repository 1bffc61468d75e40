using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>One thread of a replay with a client of its own: its <see cref="ReplayLane"/> reads a share of the partitions, and what stops it is told.</summary>
internal sealed class ReplayThread : IDisposable
{
    private readonly ReplayClients clients;
    private readonly List<ReplayedPartition> share;
    private readonly IConsumer<RecordKey, Evaluation> consumer;
    private readonly DigestingEvaluator evaluator;
    private readonly ReplayLane lane;

    public ReplayThread(
        WorkerSettings settings, ReplayScope scope, ReplayOptions options, TimeProvider time, ReplayClients clients, List<ReplayedPartition> share, ReplayLedger ledger, PairRuns? pairs)
    {
        (this.clients, this.share) = (clients, share);
        var key = new RecordKey();
        var content = pairs is null ? null : new PairedContent();
        evaluator = new DigestingEvaluator(clients.EvaluatorOf(key, content), key);
        consumer = clients.Build(key, evaluator);
        lane = new ReplayLane(settings, scope, consumer, evaluator, ledger, options.Patience, time) { BuildProbe = clients.BuildProbe, Pairs = content is null ? null : new LanePairs(options.Pair!, content, key, pairs!) };
    }

    /// <summary>What it has read, for others to look at.</summary>
    public LaneCounters Counters => lane.Counters;

    /// <summary>Reads its share to the end.</summary>
    /// <param name="pace">How fast at most, or null.</param>
    /// <param name="ending">Ends it early; is cancelled where it cannot go on, for then the others need not either.</param>
    /// <returns>Why it could not, or null.</returns>
    public Task<ReplayRefusal?> RunAsync(Pace? pace, CancellationTokenSource ending) =>
        Task.Factory.StartNew(() => Run(pace, ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Ends its client. It does so itself when it has read.</summary>
    public void Dispose()
    {
        evaluator.Dispose();
        consumer.Dispose();
    }

    private ReplayRefusal? Run(Pace? pace, CancellationTokenSource ending)
    {
        using (this)
        {
            var isDone = false;
            try
            {
                lane.Run(share, pace, ending.Token);
                isDone = true;
                return null;
            }
            catch (KafkaException refused)
            {
                return clients.Tell(consumer, refused);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                return ReplayRefusal.OfUse($"How far it is cannot be written down: {unwritable.Message} Make room, and go on with --resume.");
            }
            finally
            {
                if (!isDone)
                {
                    ending.Cancel();
                }
            }
        }
    }
}
