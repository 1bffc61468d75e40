using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Telemetry;

/// <summary>
/// The most series that an instrument can have. Beyond its limit the SDK folds series into one, in silence; and it keeps room for as many as the limit says, so the limit is
/// what the models need and no more.
/// </summary>
internal sealed class SeriesBudget(WorkerSettings settings)
{
    // The default of the SDK: for partitions and topics, which no setting limits.
    private const int Least = 2000;

    private const int MostK = 16;

    // Room for the overflow itself.
    private const int Spare = 2;

    /// <summary>The limit of an instrument.</summary>
    public int Of(string instrument) => Math.Max(Least, ((settings.MaxModels + 1) * PerModel(instrument)) + Spare);

    private static int PerModel(string instrument) => instrument switch
    {
        InstrumentNames.BatchesRejected => FaultCodes.All.Count(code => code.CanReject),
        InstrumentNames.BatchesWarned => FaultCodes.All.Count(code => code.CanWarn),
        InstrumentNames.CalibrationRows or InstrumentNames.CalibrationCorrect or InstrumentNames.CalibrationConfidence => CalibrationBin.Count,
        InstrumentNames.Correct => MostK,
        InstrumentNames.Rows => 4,
        InstrumentNames.JoinPredictions => JoinWords.Predictions.Length,
        InstrumentNames.JoinMatches => JoinWords.Matches.Length,
        InstrumentNames.JoinCoverage => 2,
        _ => 1,
    };
}
