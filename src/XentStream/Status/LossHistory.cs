using XentStream.Pipeline.Publishing;

namespace XentStream.Status;

/// <summary>
/// The course of the loss of each model, for drawing: the mean of what was committed in each of the latest intervals. It is a difference of rounded sums, and so no
/// figure to quote; those are on the topic of results.
/// </summary>
internal sealed class LossHistory(CommittedTotals committed, TimeProvider time) : BackgroundService
{
    /// <summary>The length of an interval.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The most intervals that are kept: ten minutes.</summary>
    public const int Length = 120;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Model, string Version), Course> courses = [];

    /// <summary>When the worker started.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>The means of a model, the oldest first.</summary>
    public IReadOnlyList<double?> Of(CommittedModel model)
    {
        lock (gate)
        {
            return courses.TryGetValue((model.Model, model.Version), out var course) ? [.. course.Means] : [];
        }
    }

    /// <summary>Ends an interval.</summary>
    public void Note()
    {
        var sums = committed.Read<(CommittedModel Model, double Loss, double Weight)>(model => [(model, model.Totals.Loss.ToDouble(), model.Totals.Weight.ToDouble())]);
        lock (gate)
        {
            foreach (var (model, loss, weight) in sums)
            {
                if (!courses.TryGetValue((model.Model, model.Version), out var course))
                {
                    courses.Add((model.Model, model.Version), course = new Course());
                }

                course.Add(loss, weight);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Note();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private sealed class Course
    {
        private double loss;
        private double weight;

        public Queue<double?> Means { get; } = new(Length);

        public void Add(double newLoss, double newWeight)
        {
            if (Means.Count == Length)
            {
                Means.Dequeue();
            }

            var mean = (newLoss - loss) / (newWeight - weight);
            Means.Enqueue(newWeight > weight && double.IsFinite(mean) ? Math.Max(mean, 0) : null);
            (loss, weight) = (newLoss, newWeight);
        }
    }
}
