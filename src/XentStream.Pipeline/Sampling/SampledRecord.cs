using System.Collections.Immutable;
using XentStream.Encodings.Selection;

namespace XentStream.Pipeline.Sampling;

/// <summary>A record to look at more than once.</summary>
/// <param name="Place">Where it comes from.</param>
/// <param name="Headers">Its headers, in their order.</param>
/// <param name="Declared">The encoding where no header names it; null where the first bytes decide.</param>
/// <param name="ReadValue">Its value, or null where it has none. A file is read each time anew, so that many large ones need the memory of one.</param>
public sealed record SampledRecord(SamplePlace Place, ImmutableArray<(string Name, byte[]? Value)> Headers, PayloadEncoding? Declared, Func<byte[]?> ReadValue)
{
    /// <summary>The headers that matter.</summary>
    public RecordHeaders ReadHeaders() => RecordHeaders.Of(Headers.AsSpan());
}
