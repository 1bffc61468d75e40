using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Joining;

/// <summary>The arithmetic of a join in milliseconds: what reaches what, and what can be forgotten. M are times of partitions (<see cref="EventClock"/>).</summary>
internal readonly struct JoinReach(JoinSettings settings)
{
    private readonly long within = (long)settings.Within.TotalMilliseconds;
    private readonly long ahead = (long)settings.Ahead.TotalMilliseconds;

    /// <summary>D.</summary>
    public long Disorder { get; } = (long)settings.Disorder.TotalMilliseconds;

    /// <summary>Whether a label can be that of a prediction.</summary>
    public bool Reaches(long label, long prediction) => label - prediction >= -ahead && label - prediction <= within;

    /// <summary>Whether two predictions of one id are so near that a label could reach both.</summary>
    public bool AreTooNear(long one, long other) => Math.Abs(one - other) <= within + ahead;

    /// <summary>Predictions before this wait in vain.</summary>
    public long ExpiredBefore(long timeOfLabels) => timeOfLabels - Disorder - within;

    /// <summary>Labels before this wait in vain.</summary>
    public long OrphanedBefore(long timeOfPredictions) => timeOfPredictions - Disorder - ahead;

    /// <summary>Predictions before this are neither reached by any label any more, nor too near to any prediction.</summary>
    public long PredictionsNeededFrom(long timeOfPredictions, long timeOfLabels) =>
        Math.Min(ExpiredBefore(timeOfLabels), timeOfPredictions - Disorder - within - ahead);

    /// <summary>Labels before this neither reach a prediction to come, nor stand at a row that a label can reach.</summary>
    public long LabelsNeededFrom(long timeOfPredictions, long timeOfLabels) => Math.Min(timeOfPredictions, timeOfLabels - within) - Disorder - ahead;

    /// <summary>
    /// From which timestamps on both topics have to be read to know what becomes of predictions and labels since a time: predictions that a label of that time reaches, those of which they may be duplicates,
    /// and disorder once more for the records that bear out a time.
    /// </summary>
    public (long Predictions, long Labels) BeginOf(long time) => (time - (2 * within) - ahead - Disorder, time - ahead - Disorder);

    /// <summary>Which times both partitions have to come to (<see cref="EventClock"/>) until nothing can change any more of what becomes of predictions and labels before a time.</summary>
    public (long Predictions, long Labels) EndOf(long time) => (time + ahead + Disorder, time + within + Disorder);

    /// <summary>
    /// From which timestamps on both topics have to be read again to go on behind two offsets, of which lower bounds of the times are known. It goes further back than what is
    /// needed by what decides whether a record that is needed counts: duplicates before it, and disorder once more for the records that bear out a time.
    /// </summary>
    public (long Predictions, long Labels) HorizonOf(long timeOfPredictions, long timeOfLabels) =>
        (Math.Min(timeOfPredictions - ahead, timeOfLabels) - (2 * Disorder) - (2 * within) - ahead, LabelsNeededFrom(timeOfPredictions, timeOfLabels) - Disorder);
}
