using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Joining;

/// <summary>A model and version of one partition, with its books.</summary>
internal sealed class JoinedStream
{
    public JoinedStream(string model, string version, Contract? contract)
    {
        (Model, Version, ClassAxis) = (model, version, contract?.ClassAxis ?? 1);
        Contract = (contract ?? new Contract()) with { ClassAxis = 1 };
        Deferred = new DeferredRows(Contract);
    }

    /// <summary>The model, empty where it could not be read.</summary>
    public string Model { get; }

    /// <summary>The version, likewise.</summary>
    public string Version { get; }

    /// <summary>The contract for rows that lie one after the other, whatever the class axis of the batch was.</summary>
    public Contract Contract { get; }

    /// <summary>The class axis of batches.</summary>
    public int ClassAxis { get; }

    /// <summary>Rows that have a label and are still to be scored.</summary>
    public DeferredRows Deferred { get; }

    /// <summary>Rows that came and are decided.</summary>
    public long Received { get; set; }

    /// <summary>What became of them.</summary>
    public JoinCounts Levels { get; } = new();

    /// <summary>Whether the books balance.</summary>
    public bool IsBalanced
    {
        get
        {
            var predictions = Levels.Predictions;
            long sum = 0;
            foreach (var rows in predictions)
            {
                sum += rows;
            }

            return sum == Received
                && Levels.Matches[(int)MatchOutcome.Standing] == predictions[(int)PredictionOutcome.Scored] + predictions[(int)PredictionOutcome.Ignored];
        }
    }
}
