using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Publishing;

/// <summary>
/// The metrics of model quality, all read from <see cref="CommittedTotals"/> when they are collected. Sums are exported and divided once, on the dashboard:
/// <c>rate(loss) / rate(weight)</c>. A counter that is added to would sum in the order of arrival; these show the exact sums.
/// </summary>
internal sealed class QualityInstruments
{
    private static readonly ImmutableArray<string> BinNames =
        [.. Enumerable.Range(0, Scoring.Totalling.CalibrationBin.Count).Select(bin => bin.ToString(CultureInfo.InvariantCulture))];

    private readonly Meter meter;
    private readonly CommittedTotals committed;
    private readonly JoinStates joins;
    private readonly Lock gate = new();
    private bool isShown;

    public QualityInstruments(IMeterFactory meters, CommittedTotals committed, JoinStates joins)
    {
        meter = meters.Create(InstrumentNames.Meter);
        (this.committed, this.joins) = (committed, joins);
    }

    /// <summary>Makes the instruments: from now on they are collected. Of two workers in a process each asks for its own, and one of them may join labels.</summary>
    /// <param name="join">How labels are joined, or null where batches carry them.</param>
    public void Show(JoinSettings? join)
    {
        lock (gate)
        {
            if (!isShown)
            {
                CreateSums();
                CreateCounts();
                CreateCalibration();
                isShown = true;
            }

            if (join is not null)
            {
                CreateJoin(join);
            }
        }
    }

    private void CreateJoin(JoinSettings join)
    {
        CreateBooks();
        meter.CreateObservableGauge(InstrumentNames.JoinCoverage, joins.MeasureCoverage, "{row}", "Rows that were predicted in the last hour, by whether a label stands.");
        meter.CreateObservableGauge(InstrumentNames.JoinMemory, joins.MeasureMemory, "By", "What the joins of a thread keep in memory; of several threads the most.");
        meter.CreateObservableGauge(InstrumentNames.JoinMemoryLimit, () => join.MemoryBytes, "By", "What they may keep.");
    }

    // Levels: a label moves a row from one outcome to another.
    private void CreateBooks()
    {
        Level(InstrumentNames.JoinPredictions, "Rows that were predicted, by what became of them.", JoinWords.Predictions, model => model.Join.Predictions);
        Level(InstrumentNames.JoinMatches, "Labels that fit a row, by what they are to it.", JoinWords.Matches, model => model.Join.Matches);
        meter.CreateObservableUpDownCounter(
            InstrumentNames.JoinLabels,
            () => committed.Read(model => model.Join.Labels.ToArray()).Chunk(JoinWords.Labels.Length)
                .Aggregate(new long[JoinWords.Labels.Length], (sum, rows) => [.. sum.Zip(rows, (left, right) => left + right)])
                .Select((rows, outcome) => new Measurement<long>(rows, new KeyValuePair<string, object?>(InstrumentNames.Outcome, JoinWords.Labels[outcome]))),
            "{row}", "Rows of label records, by what became of them.");
    }

    private void Level(string name, string description, ImmutableArray<string> words, Func<CommittedModel, ReadOnlySpan<long>> read) => meter.CreateObservableUpDownCounter(
        name, () => committed.Read(model => read(model).ToArray().Select((rows, outcome) => Measure(model, rows, InstrumentNames.Outcome, words[outcome]))), "{row}", description);

    private void CreateSums()
    {
        Sum(InstrumentNames.Loss, "{nat}", "Sum of the weighted cross-entropy of the scored rows.", model => model.Totals.Loss.ToDouble());
        Sum(InstrumentNames.Weight, "{weight}", "Sum of the weights of the scored rows.", model => model.Totals.Weight.ToDouble());
        Sum(InstrumentNames.Brier, "{score}", "Sum of the Brier scores of the scored rows.", model => model.Totals.Brier.ToDouble());
        Sum(InstrumentNames.Entropy, "{nat}", "Sum of the entropies of the predictions of the scored rows.", model => model.Totals.Entropy.ToDouble());
        meter.CreateObservableGauge(
            InstrumentNames.LastEvent, () => committed.Read<Measurement<double>>(model => model.HasBatches ? [Measure(model, model.LastEvent.ToUnixTimeMilliseconds() / 1000.0)] : []), "s", "Time of the latest record that is committed.");
    }

    private void CreateCounts()
    {
        Observe<long>(InstrumentNames.Rows, "{row}", "Rows by what became of them.", model =>
        [
            Measure(model, model.Totals.Scored, InstrumentNames.Outcome, "scored"),
            Measure(model, model.Totals.Ignored, InstrumentNames.Outcome, "ignored"),
            Measure(model, model.Totals.Infinite, InstrumentNames.Outcome, "infinite"),
            Measure(model, model.RejectedRows, InstrumentNames.Outcome, "rejected"),
        ]);
        Observe<long>(InstrumentNames.Correct, "{row}", "Scored rows whose label is among the k highest scores.", model => model.Totals.TopK.Select(
            hits => Measure(model, hits.Hits, InstrumentNames.K, hits.K.ToString(CultureInfo.InvariantCulture))));
        Observe<long>(InstrumentNames.BatchesEvaluated, "{batch}", "Batches that were scored.", model => [Measure(model, model.Evaluated)]);
        Observe<long>(InstrumentNames.BatchesEmpty, "{batch}", "Batches without any row.", model => [Measure(model, model.Empty)]);

        // Every code from the start, so that the first batch of a kind is seen by rate() and increase().
        Observe<long>(InstrumentNames.BatchesRejected, "{batch}", "Batches that were not scored, by reason code.", model =>
            FaultCodes.All.Where(code => code.CanReject).Select(code => Measure(model, model.Rejected(code), InstrumentNames.ErrorType, code.Name)));
        Observe<long>(InstrumentNames.BatchesWarned, "{batch}", "Batches that were scored with a warning, by reason code.", model =>
            FaultCodes.All.Where(code => code.CanWarn).Select(code => Measure(model, model.Warned(code), InstrumentNames.ErrorType, code.Name)));
    }

    private void CreateCalibration()
    {
        Observe<long>(InstrumentNames.CalibrationRows, "{row}", "Scored rows by fifteenths of confidence.", model =>
            model.Totals.Bins.Select((bin, index) => Measure(model, bin.Rows, InstrumentNames.Bin, BinNames[index])));
        Observe<long>(InstrumentNames.CalibrationCorrect, "{row}", "Correct rows by fifteenths of confidence.", model =>
            model.Totals.Bins.Select((bin, index) => Measure(model, bin.Hits, InstrumentNames.Bin, BinNames[index])));
        Observe<double>(InstrumentNames.CalibrationConfidence, "{probability}", "Sum of confidence by fifteenths of confidence.", model =>
            model.Totals.Bins.Select((bin, index) => Measure(model, bin.Confidence.ToDouble(), InstrumentNames.Bin, BinNames[index])));
    }

    // A sum that no double can hold is absent: one ∞ would stay in every rate. The batch that made it was warned of.
    private void Sum(string name, string unit, string description, Func<CommittedModel, double> read) =>
        Observe<double>(name, unit, description, model => read(model) is var sum && double.IsFinite(sum) ? [Measure(model, sum)] : []);

    private void Observe<T>(string name, string unit, string description, Func<CommittedModel, IEnumerable<Measurement<T>>> read)
        where T : struct => meter.CreateObservableCounter(name, () => committed.Read(read), unit, description);

    private static Measurement<T> Measure<T>(CommittedModel model, T value)
        where T : struct => new(value, new(InstrumentNames.Model, model.Model), new(InstrumentNames.ModelVersion, model.Version));

    private static Measurement<T> Measure<T>(CommittedModel model, T value, string attribute, string attributeValue)
        where T : struct => new(value, new(InstrumentNames.Model, model.Model), new(InstrumentNames.ModelVersion, model.Version), new(attribute, attributeValue));
}
