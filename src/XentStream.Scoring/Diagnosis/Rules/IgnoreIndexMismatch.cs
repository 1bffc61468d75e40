using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>All labels that are no class are one value, it is repeated, and it is negative or one that is in use for ignoring.</summary>
internal sealed class IgnoreIndexMismatch : IRule
{
    public FaultCode Code => FaultCode.IgnoreIndexMismatch;

    private static readonly double[] InUse = [-100, -1, 255, 250, 254, 65535];

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!ClassIds.CanBeRead(ref batch) || batch.Census is not { Outside: > 1, IsOneValueOutside: true, AreSigned: false } census)
        {
            return null;
        }

        var (value, classes) = (census.OutsideValue, batch.HasClasses ? batch.C : double.PositiveInfinity);
        var isForeground = census.AreForeground && classes == 2;
        var isInUse = IsInUse(value, classes) && !(value == classes && census.IsOneBased(classes));
        return isForeground || !isInUse ? null : new Finding(
            new Fault(
                Code,
                $"{census.Outside} of {census.Count} labels are {value}, and all others are classes; the declared ignore value is {batch.IgnoreIndex?.ToString() ?? "none"}.",
                $"Producer and contract use different ignore values; or {value} is a class that the head does not have. The producer's padding value settles it.",
                $"Use one ignore value on both sides: declare IgnoreIndex: {value} if that is what it means.")
            { Certainty = Certainty.Likely, Alternatives = [FaultCode.LabelOutOfRange] },
            new Repair { IgnoreIndex = (long)value });
    }

    /// <summary>Whether a value that is no class is in use for ignoring: it is negative, the first number behind the classes, or one that frameworks use.</summary>
    public static bool IsInUse(double value, double classes) => value < 0 || value == classes || InUse.Contains(value);
}
