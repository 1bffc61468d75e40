namespace XentStream.Faults.Reading;

/// <summary>The records of an input partition that a delta stands for: from an offset to the one behind the last.</summary>
internal readonly record struct SourceRange(int Partition, long From, long To);
