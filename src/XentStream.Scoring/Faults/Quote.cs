using System.Text;

namespace XentStream.Scoring.Faults;

/// <summary>Foreign text in a sentence: short, and of characters that can stand in a log line, a record header and a table.</summary>
public static class Quote
{
    /// <summary>The most characters of a quotation, unless less is asked for.</summary>
    public const int Longest = 40;

    /// <summary>Quotes a text. Characters that control the output and halves of surrogate pairs become U+FFFD; what is too long ends in an ellipsis.</summary>
    public static string Of(ReadOnlySpan<char> text, int longest = Longest)
    {
        var quoted = new StringBuilder(Math.Min(text.Length, longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length + rune.Utf16SequenceLength > longest)
            {
                return quoted.Append('…').ToString();
            }

            quoted.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return quoted.ToString();
    }

    /// <summary>Quotes a text in UTF-8, or what was sent in its place.</summary>
    public static string OfUtf8(ReadOnlySpan<byte> text, int longest = Longest)
    {
        // No character takes more than four bytes: whatever is cut off here would not be shown.
        const int MaxBytesOfRune = 4;
        return Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, (longest + 1) * MaxBytesOfRune)]), longest);
    }
}
