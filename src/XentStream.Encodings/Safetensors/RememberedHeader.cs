using XentStream.Encodings.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>The header of the payload before. Batches of one sender mostly have the same, to the byte: then the table still holds what it says, and nothing needs to be parsed.</summary>
internal sealed class RememberedHeader(TensorTable table)
{
    // Longer ones are rare, and are compared in vain when they are not the same.
    private const int MaxLength = 4096;

    private readonly byte[] json = new byte[MaxLength];
    private int length;
    private TableMark mark;

    /// <summary>Whether a header is the same; then the table holds its tensors and texts again.</summary>
    public bool TryRecall(ReadOnlySpan<byte> header) =>
        length > 0 && header.SequenceEqual(json.AsSpan(0, length)) && table.TryHoldAgain(ref mark);

    /// <summary>Remembers a header without fault, whose tensors and texts are in the table.</summary>
    public void Remember(ReadOnlySpan<byte> header)
    {
        length = header.Length <= MaxLength ? header.Length : 0;
        header[..length].CopyTo(json);
        mark = table.Mark;
    }
}
