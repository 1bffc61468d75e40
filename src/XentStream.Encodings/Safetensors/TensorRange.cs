namespace XentStream.Encodings.Safetensors;

/// <summary>Where the header says that a tensor lies: [Begin, End) behind the header.</summary>
/// <param name="Begin">The first byte.</param>
/// <param name="End">The first byte behind it.</param>
/// <param name="Tensor">The place of the tensor in the table.</param>
internal readonly record struct TensorRange(ulong Begin, ulong End, int Tensor);
