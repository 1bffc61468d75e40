using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using XentStream.Encodings.OpenInference.Protobuf;

namespace XentStream.Encodings.Tensors;

/// <summary>Labels that are no numbers, looked at to say what they are: the first thousand of them, for a payload may hold millions.</summary>
internal sealed class LabelTexts
{
    /// <summary>The most labels that are looked at.</summary>
    public const int Most = 1000;

    private const int BytesContents = 8;
    private readonly HashSet<string> different = [];

    /// <summary>How many labels were looked at.</summary>
    public int Count { get; private set; }

    /// <summary>How many different texts are among them.</summary>
    public int Different => different.Count;

    /// <summary>The first text.</summary>
    public string? First { get; private set; }

    /// <summary>How many are null.</summary>
    public int Nulls { get; private set; }

    /// <summary>The place of the first null.</summary>
    public int FirstNull { get; private set; }

    /// <summary>How many are JSON objects.</summary>
    public int Objects { get; private set; }

    /// <summary>Whether all texts are numbers.</summary>
    public bool AreNumbers { get; private set; } = true;

    /// <summary>Looks at the labels of a tensor.</summary>
    /// <param name="source">Its values.</param>
    /// <param name="form">How they are written.</param>
    public static LabelTexts Of(ReadOnlySpan<byte> source, TensorForm form)
    {
        var texts = new LabelTexts();
        switch (form)
        {
            case TensorForm.Json:
                texts.AddJson(source);
                break;
            case TensorForm.Contents:
                var chunks = new ContentsChunks(source, BytesContents);
                while (texts.Count < Most && chunks.TryNext(out var chunk))
                {
                    texts.Add(Encoding.UTF8.GetString(chunk));
                }

                break;
            default:
                texts.AddPrefixed(source);
                break;
        }

        return texts;
    }

    private void AddJson(ReadOnlySpan<byte> source)
    {
        var json = new Utf8JsonReader(source);
        while (Count < Most && json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.String:
                    // As it is written, escapes and all.
                    Add(Encoding.UTF8.GetString(json.ValueSpan));
                    break;
                case JsonTokenType.Null:
                    FirstNull = Nulls++ == 0 ? Count : FirstNull;
                    Count++;
                    break;
                case JsonTokenType.StartObject:
                    json.Skip();
                    Objects++;
                    Count++;
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    Count++;
                    break;
                default:
                    break;
            }
        }
    }

    // Each text behind its length in 32 bits. What is cut off is left out.
    private void AddPrefixed(ReadOnlySpan<byte> source)
    {
        while (Count < Most && BinaryPrimitives.TryReadUInt32LittleEndian(source, out var length) && length <= source.Length - sizeof(uint))
        {
            Add(Encoding.UTF8.GetString(source.Slice(sizeof(uint), (int)length)));
            source = source[(sizeof(uint) + (int)length)..];
        }
    }

    private void Add(string text)
    {
        Count++;
        First ??= text;
        different.Add(text);
        AreNumbers = AreNumbers && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
