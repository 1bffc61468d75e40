using System.Text.Json;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>Reads the header of a payload. Its buffers are made once, for the longest header, and used again for every record.</summary>
internal sealed partial class SafetensorsHeader(int maxLength)
{
    // The shortest tensor takes over 40 bytes of header.
    private readonly TensorEntry[] entries = new TensorEntry[maxLength / 40];
    private readonly byte[] names = new byte[maxLength];
    private int count;
    private int namesLength;

    /// <summary>The tensors of the last header that was read.</summary>
    public Span<TensorEntry> Tensors => entries.AsSpan(0, count);

    /// <summary>The place of the tensor with a role, or −1.</summary>
    public int Find(TensorRole role)
    {
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Role == role)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The name of a tensor in UTF-8.</summary>
    public ReadOnlySpan<byte> NameOf(in TensorEntry entry) => names.AsSpan(entry.NameStart, entry.NameLength);

    /// <summary>The view of a tensor of an element type that has one.</summary>
    public TensorView View(int tensor, ReadOnlySpan<byte> data)
    {
        ref readonly var entry = ref entries[tensor];
        return new TensorView(entry.Type.Element!.Value, entry.Shape, data[(int)entry.Begin..(int)entry.End]);
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A string in it has half a surrogate pair.</exception>
    public Fault? Read(ref Utf8JsonReader json, ref DecodedPayload decoded)
    {
        (count, namesLength) = (0, 0);
        var hasMetadata = false;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = json.ValueTextEquals("__metadata__"u8);
            if (isMetadata && hasMetadata)
            {
                return SafetensorsFaults.KeyTwice("__metadata__");
            }

            hasMetadata |= isMetadata;
            var fault = isMetadata ? ReadMetadata(ref json, ref decoded) : ReadTensor(ref json);
            if (fault is not null)
            {
                return fault;
            }
        }

        // Anything but white space behind the object throws here.
        json.Read();
        return null;
    }

    private Fault? ReadMetadata(ref Utf8JsonReader json, ref DecodedPayload decoded)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            return SafetensorsFaults.NotAnObject("__metadata__");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadText(ref json);
            var isModel = key.SequenceEqual("model"u8);
            var isVersion = key.SequenceEqual("version"u8);
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                return SafetensorsFaults.MetadataNotText();
            }

            var text = KeepText(ref json);
            if ((isModel && !decoded.Model.IsEmpty) || (isVersion && !decoded.Version.IsEmpty))
            {
                return SafetensorsFaults.KeyTwice(isModel ? "model" : "version");
            }

            decoded.Model = isModel ? text : decoded.Model;
            decoded.Version = isVersion ? text : decoded.Version;
        }

        return null;
    }

    /// <summary>The text of a key or a string, in place where nothing in it is escaped.</summary>
    private ReadOnlySpan<byte> ReadText(ref Utf8JsonReader json) => json.ValueIsEscaped ? KeepText(ref json) : json.ValueSpan;

    /// <summary>The text of a key or a string, unescaped into the store of names: that is as long as the longest header, and so always has room.</summary>
    private ReadOnlySpan<byte> KeepText(scoped ref Utf8JsonReader json)
    {
        var length = json.CopyString(names.AsSpan(namesLength));
        var text = names.AsSpan(namesLength, length);
        namesLength += length;
        return text;
    }
}
