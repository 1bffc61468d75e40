namespace XentStream.Encodings.Tensors;

/// <summary>What a table held of one payload, so that it can hold it again for the next.</summary>
/// <param name="Use">Which use of the table it was.</param>
/// <param name="Tensors">How many tensors there were.</param>
/// <param name="TextLength">The bytes of their texts.</param>
internal readonly record struct TableMark(long Use, int Tensors, int TextLength);
