namespace XentStream.Faults.Verifying.Joining;

/// <summary>A record that has to stand in quarantine, by itself or for a prediction that it does not fit.</summary>
/// <param name="Topic">Where it came from.</param>
/// <param name="Partition">Its partition there.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Code">Why.</param>
/// <param name="Model">Its model, or that of the prediction.</param>
/// <param name="Bytes">Key, value and headers, in short.</param>
/// <param name="Headers">How many headers of its own it has.</param>
internal sealed record JoinedRejection(string Topic, int Partition, long Offset, string Code, string Model, ulong Bytes, int Headers)
{
    /// <summary>Whether a pointer may stand for it: its bytes are gone where its prediction came after it.</summary>
    public bool CanBePointer { get; init; }

    /// <summary>What is the same of the records that stand for it.</summary>
    public string Name => FormattableString.Invariant($"offset {Offset} of {Topic}[{Partition}] as {Code} for {Model}");
}
