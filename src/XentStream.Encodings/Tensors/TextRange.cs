namespace XentStream.Encodings.Tensors;

/// <summary>A text among the texts of a <see cref="TensorTable"/>.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct TextRange(int Start, int Length);
