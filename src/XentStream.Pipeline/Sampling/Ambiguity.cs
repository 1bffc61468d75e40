using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>Another contract that the sample fits as well.</summary>
/// <param name="Alternative">The other contract.</param>
/// <param name="MeanLoss">The mean loss under it, or null where there is none.</param>
/// <param name="ChangesTheLoss">Whether it is another than under the proposed contract.</param>
/// <param name="Sentence">What is ambiguous.</param>
/// <param name="Settles">What would settle it.</param>
public sealed record Ambiguity(Contract Alternative, double? MeanLoss, bool ChangesTheLoss, string Sentence, string Settles);
