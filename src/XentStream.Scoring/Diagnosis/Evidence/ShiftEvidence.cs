using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether the labels of sequences have moved by one position: what is gained, token by token, when a prediction takes the label of a neighbour. Gains are differences of scores; the losses
/// themselves, which cost more, are computed in the second half of the tokens, and only where the first half has gained enough. Where it has not, that settles it, until fewer tokens
/// gain half of that.
/// </summary>
internal sealed class ShiftEvidence
{
    private const int Tokens = 2 * (int)LmShiftWrong.LeastTokens;

    // Of the tokens that come while it is settled. Gains that the rule asks for are at six standard errors over 500 tokens or more, and so at three over these.
    private const int FewTokens = Tokens / 8;
    private const double FewErrors = 1.5;

    private static readonly (int Axis, int Shift)[] Ways = [(1, 1), (1, -1), (0, 1), (0, -1)];

    private readonly MovedLabels[] ways = new MovedLabels[Ways.Length];
    private int count;
    private bool isSettled;

    /// <summary>What stands.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Whether tokens were added and nothing has settled it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the rows of a batch are tokens of sequences.</summary>
    public static bool IsFor(in ScorableBatch batch) => batch.Rank == 3 && batch.Kinds.Scores != ScoreKind.Probabilities && batch.Kinds.Labels == LabelKind.Index;

    /// <summary>Adds a token of a batch of sequences.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row, int label)
    {
        var scores = batch.NumbersOfRow(row);
        var isSecondHalf = count >= Tokens / 2;
        double? loss = null;
        for (var way = 0; way < Ways.Length; way++)
        {
            if ((!isSecondHalf || ways[way].IsPromising) && NeighbourOf(batch, row, Ways[way]) is { } neighbour && RowClass.Of(batch, neighbour) is { } moved)
            {
                loss = isSecondHalf ? loss ?? scores.LogSum() - scores[label] : 0;
                ways[way].Add(scores[moved] - scores[label], loss.Value);
            }
        }

        count++;
        if (isSettled)
        {
            return count == FewTokens && LookAtFew();
        }

        IsOpen = true;
        return count == Tokens / 2 ? HalfWay() : count == Tokens && Finish();
    }

    /// <summary>Forgets all tokens.</summary>
    public void Clear()
    {
        Array.Clear(ways);
        (count, isSettled, IsOpen, Fault) = (0, false, false, null);
    }

    private bool LookAtFew()
    {
        IsOpen = Array.Exists(ways, way => way.Tokens >= FewTokens / 4 && way.MeanGain > LmShiftWrong.LeastGain / 2 && way.Significance > FewErrors);
        isSettled = !IsOpen;
        Array.Clear(ways);
        count = 0;
        return false;
    }

    private bool HalfWay()
    {
        foreach (ref var way in ways.AsSpan())
        {
            way = new MovedLabels { IsPromising = way.Tokens >= Tokens / 4 && way.MeanGain > LmShiftWrong.LeastGain };
        }

        return false;
    }

    private bool Finish()
    {
        Fault? found = null;
        for (var way = 0; way < Ways.Length && found is null; way++)
        {
            var one = ways[way];
            if (one.Tokens >= Tokens / 4 && LmShiftWrong.IsLower(one.MeanLoss, one.MeanLoss - one.MeanGain) && one.Significance > LmShiftWrong.LeastSignificance)
            {
                found = LmShiftWrong.Describe($"Over {one.Tokens} tokens of this model version, the mean loss", one.MeanLoss, one.MeanLoss - one.MeanGain, Ways[way].Axis, Ways[way].Shift);
            }
        }

        var (hasChanged, isClean) = (Fault != found, !Array.Exists(ways, way => way.IsPromising));
        Clear();
        (isSettled, IsOpen, Fault) = (isClean, !isClean, found);
        return hasChanged;
    }

    private static long? NeighbourOf(in ScorableBatch batch, long row, (int Axis, int Shift) way)
    {
        var length = batch.Scores.Shape[batch.ClassAxis == 2 ? 1 : 2];
        var (step, position, end) = way.Axis == 1 ? (way.Shift, row % length, length) : (way.Shift * length, row / length, batch.Rows / length);
        return position + way.Shift >= 0 && position + way.Shift < end ? row + step : null;
    }

    private struct MovedLabels
    {
        private double gains;
        private double squares;
        private double losses;

        public bool IsPromising { get; init; }

        public int Tokens { get; private set; }

        public readonly double MeanGain => gains / Tokens;

        public readonly double MeanLoss => losses / Tokens;

        public readonly double Significance => MeanGain / Math.Sqrt(Math.Max((squares / Tokens) - (MeanGain * MeanGain), 0) / Tokens);

        public void Add(double gain, double loss)
        {
            if (double.IsFinite(gain) && double.IsFinite(loss))
            {
                gains += gain;
                squares += gain * gain;
                losses += loss;
                Tokens++;
            }
        }
    }
}
