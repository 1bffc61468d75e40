using System.Text.Json;

namespace XentStream.Encodings.Tensors;

/// <summary>
/// The tensors of one payload and the texts that go with them. Its buffers grow to what payloads need, up to fixed limits, and are used again for every
/// payload.
/// </summary>
internal sealed class TensorTable
{
    /// <summary>The most tensors of a payload. A batch needs two.</summary>
    public const int MaxTensors = 2048;

    /// <summary>The most bytes of all names, types and identities together.</summary>
    public const int MaxText = 64 * 1024;

    private TensorEntry[] entries = new TensorEntry[16];
    private byte[] texts = new byte[1024];
    private int count;
    private int textLength;
    private long use;

    /// <summary>The tensors in the order in which they were added.</summary>
    public Span<TensorEntry> Entries => entries.AsSpan(0, count);

    /// <summary>Forgets the last payload. Spans of its texts are then void.</summary>
    public void Clear() => (count, textLength, use) = (0, 0, use + 1);

    /// <summary>What the table holds.</summary>
    public TableMark Mark => new(use, count, textLength);

    /// <summary>Holds again what it held of the payload before, if nothing was added since. A cleared table forgets, but it does not wipe out.</summary>
    /// <param name="mark">What was held; then of this payload.</param>
    public bool TryHoldAgain(ref TableMark mark)
    {
        if (mark.Use + 1 != use || count > 0 || textLength > 0)
        {
            return false;
        }

        (count, textLength) = (mark.Tensors, mark.TextLength);
        mark = Mark;
        return true;
    }

    /// <summary>Makes room for one more tensor, if the limit allows it. References to earlier entries are then void.</summary>
    public bool TryAdd()
    {
        if (count == MaxTensors)
        {
            return false;
        }

        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
        }

        entries[count++] = default;
        return true;
    }

    /// <summary>Takes back the tensor that was added last.</summary>
    public void RemoveLast() => count--;

    /// <summary>The tensor that was added last.</summary>
    public ref TensorEntry Last => ref entries[count - 1];

    /// <summary>Keeps a text, if the limit allows it.</summary>
    public bool TryKeep(ReadOnlySpan<byte> text, out TextRange range)
    {
        range = new TextRange(textLength, text.Length);
        if (text.Length > MaxText - textLength)
        {
            return false;
        }

        Reserve(text.Length);
        text.CopyTo(texts.AsSpan(textLength));
        textLength += text.Length;
        return true;
    }

    /// <summary>Keeps the text of a key or a string, unescaped, if the limit allows it.</summary>
    /// <exception cref="InvalidOperationException">The text has half a surrogate pair.</exception>
    public bool TryKeep(scoped ref Utf8JsonReader json, out TextRange range)
    {
        range = default;
        if (json.ValueSpan.Length > MaxText - textLength)
        {
            return false;
        }

        Reserve(json.ValueSpan.Length);
        range = new TextRange(textLength, json.CopyString(texts.AsSpan(textLength)));
        textLength += range.Length;
        return true;
    }

    /// <summary>A text, valid until the next one is kept.</summary>
    public ReadOnlySpan<byte> this[TextRange range] => texts.AsSpan(range.Start, range.Length);

    /// <summary>A text for a sentence.</summary>
    public string Quote(TextRange range) => Scoring.Faults.Quote.OfUtf8(this[range]);

    private void Reserve(int length)
    {
        if (textLength + length > texts.Length)
        {
            Array.Resize(ref texts, Math.Min(MaxText, Math.Max(texts.Length * 2, textLength + length)));
        }
    }
}
