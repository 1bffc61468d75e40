using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Sampling;

/// <summary>How often a reason code occurred.</summary>
/// <param name="Example">The first fault of the code.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Records">How many records have the code.</param>
public sealed record FaultCount(Fault Example, SamplePlace Place, int Records);
