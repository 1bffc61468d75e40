using XentStream.Pipeline.Joining;

namespace XentStream.Reports;

/// <summary>Chooses one of the books of a join: its rows by word.</summary>
public delegate ReadOnlySpan<long> BookSelector(JoinCounts join);
