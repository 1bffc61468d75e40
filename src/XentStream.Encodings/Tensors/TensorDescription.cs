using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tensors;

/// <summary>What a payload says of one of its tensors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The name of its type in the encoding.</param>
/// <param name="Type">Its type, or null where no scores or labels can have it.</param>
/// <param name="Shape">Its shape, or null where none was given, or one that cannot be.</param>
public sealed record TensorDescription(string Name, string TypeName, ElementType? Type, TensorShape? Shape);
