namespace XentStream.Faults.Reading;

/// <summary>What became of some records.</summary>
internal readonly record struct RecordCounts(long Scored, long Warned, long Rejected)
{
    public long All => Scored + Warned + Rejected;

    public static RecordCounts operator +(RecordCounts a, RecordCounts b) => new(a.Scored + b.Scored, a.Warned + b.Warned, a.Rejected + b.Rejected);

    public override string ToString() => FormattableString.Invariant($"{Scored} scored, {Warned} warned, {Rejected} rejected");
}
