namespace XentStream.Encodings.Tensors;

/// <summary>Where values lie that are not written as bytes: a buffer that grows to the largest tensor, and is used again.</summary>
internal sealed class ElementBuffer
{
    private byte[] bytes = [];

    /// <summary>The first bytes of the buffer, with whatever they hold. What was taken before is then void.</summary>
    public Span<byte> Take(int length)
    {
        if (length > bytes.Length)
        {
            bytes = GC.AllocateUninitializedArray<byte>(length);
        }

        return bytes.AsSpan(0, length);
    }
}
