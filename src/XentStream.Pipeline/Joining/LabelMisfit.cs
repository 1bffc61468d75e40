using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Joining;

/// <summary>Something that is off with a label and a prediction that it reaches.</summary>
/// <param name="Offset">The offset of the label.</param>
/// <param name="Time">Its timestamp in milliseconds.</param>
/// <param name="Model">The model of the prediction.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fault">What is off. Where it does not reject, the label was scored.</param>
internal sealed record LabelMisfit(long Offset, long Time, string Model, string Version, Fault Fault);
