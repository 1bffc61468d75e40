using XentStream.Pipeline.Evaluating;

namespace XentStream.Commands;

/// <summary>What became of a payload file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">What became of it, or null where it cannot be read.</param>
/// <param name="Text">What is printed of it, or why it cannot be read.</param>
internal sealed record ScoredFile(string Name, BatchStatus? Status, string Text);
