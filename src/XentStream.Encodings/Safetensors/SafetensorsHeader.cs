using System.Diagnostics;
using System.Text.Json;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Safetensors;

/// <summary>Reads the header of a payload into a table of tensors.</summary>
internal sealed partial class SafetensorsHeader(TensorTable table)
{
    private TensorRange[] ranges = new TensorRange[16];
    private HeaderIdentity identity;

    /// <summary>Where the tensors of the last header lie.</summary>
    public Span<TensorRange> Ranges => ranges.AsSpan(0, table.Entries.Length);

    /// <summary>Forgets what the last header said of its batch.</summary>
    public void Forget() => identity = default;

    /// <summary>Tells what the last header says of its batch, as far as it was read.</summary>
    public void Identify(ref DecodedPayload decoded)
    {
        decoded.Model = table[identity.Model];
        decoded.Version = table[identity.Version];
        decoded.Id = table[identity.Id];
        decoded.ScoredCount = table[identity.ScoredCount];
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A string in it has half a surrogate pair.</exception>
    public Fault? Read(ref Utf8JsonReader json)
    {
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
            var fault = isMetadata ? ReadMetadata(ref json) : ReadTensor(ref json);
            if (fault is not null)
            {
                return fault;
            }
        }

        // Anything but white space behind the object throws here.
        json.Read();
        return null;
    }

    private Fault? ReadMetadata(ref Utf8JsonReader json)
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
            var isId = key.SequenceEqual("id"u8);
            var isScoredCount = key.SequenceEqual("xent-scored"u8);
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                return SafetensorsFaults.MetadataNotText();
            }

            KeepText(ref json, out var text);
            if ((isModel && identity.Model.Length > 0) || (isVersion && identity.Version.Length > 0))
            {
                return SafetensorsFaults.KeyTwice(isModel ? "model" : "version");
            }

            identity.Model = isModel ? text : identity.Model;
            identity.Version = isVersion ? text : identity.Version;
            identity.Id = isId ? text : identity.Id;
            identity.ScoredCount = isScoredCount ? text : identity.ScoredCount;
        }

        return null;
    }

    /// <summary>The text of a key or a string, in place where nothing in it is escaped.</summary>
    private ReadOnlySpan<byte> ReadText(ref Utf8JsonReader json) => json.ValueIsEscaped ? KeepText(ref json) : json.ValueSpan;

    // All texts of the longest header have room in the table.
    private ReadOnlySpan<byte> KeepText(scoped ref Utf8JsonReader json, out TextRange range) =>
        table.TryKeep(ref json, out range) ? table[range] : throw new UnreachableException();

    private ReadOnlySpan<byte> KeepText(scoped ref Utf8JsonReader json) => KeepText(ref json, out _);
}
