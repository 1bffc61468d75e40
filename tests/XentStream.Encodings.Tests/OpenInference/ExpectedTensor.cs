namespace XentStream.Encodings.Tests.OpenInference;

/// <summary>A tensor as the official parser sees it.</summary>
/// <param name="Datatype">The datatype of the protocol.</param>
/// <param name="Shape">The lengths.</param>
/// <param name="Bytes">The elements, little-endian.</param>
internal sealed record ExpectedTensor(string Datatype, long[] Shape, byte[] Bytes);
