namespace XentStream.Faults.Reading;

/// <summary>What a delta is the total of.</summary>
internal readonly record struct DeltaKey(int Partition, string Model, string Version, DateTimeOffset Window)
{
    public override string ToString() => FormattableString.Invariant($"partition {Partition}, {Model}/{Version}, {Window:HH:mm}");
}
