using System.Buffers.Text;
using System.Text.Json;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>What other parsers refuse and <see cref="Utf8JsonReader"/> passes over in silence.</summary>
internal static class JsonStrictness
{
    // No double has more digits before its point.
    private const int LongestFinite = 308;

    /// <summary>Passes over a value, and looks at its numbers.</summary>
    public static Fault? Skip(scoped ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        do
        {
            if (json.TokenType == JsonTokenType.Number && IsInfinite(ref json))
            {
                return JsonFaults.NumberInfinite(json.ValueSpan);
            }
        }
        while (IsInside(ref json, depth) && json.Read());

        return null;
    }

    // A value has ended where it is no bracket that opens, and stands at the depth of its key.
    private static bool IsInside(scoped ref Utf8JsonReader json, int depth) =>
        json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;

    /// <summary>Whether a text has an escape for half a surrogate pair (RFC 8259, section 8.2) without the other half.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        var hasHigh = false;
        while (json.IndexOf((byte)'\\') is >= 0 and var escape && json.Length - escape >= 2)
        {
            var isAdjacent = escape == 0;
            json = json[escape..];
            var isUnit = json[1] == (byte)'u' && json.Length >= 6;
            var unit = isUnit && Utf8Parser.TryParse(json.Slice(2, 4), out ushort value, out var read, 'X') && read == 4 ? (char)value : '\0';
            if (hasHigh ? !(isAdjacent && char.IsLowSurrogate(unit)) : char.IsLowSurrogate(unit))
            {
                return true;
            }

            hasHigh = char.IsHighSurrogate(unit);
            json = json[(isUnit ? 6 : 2)..];
        }

        return hasHigh;
    }

    private static bool IsInfinite(scoped ref Utf8JsonReader json)
    {
        var number = json.ValueSpan;
        return (number.Length > LongestFinite || number.IndexOfAny((byte)'e', (byte)'E') >= 0) && json.TryGetDouble(out var value) && double.IsInfinity(value);
    }
}
