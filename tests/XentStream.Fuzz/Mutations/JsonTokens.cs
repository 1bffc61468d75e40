using System.Text.RegularExpressions;
using CsCheck;

namespace XentStream.Fuzz.Mutations;

/// <summary>Changes of a JSON text token by token, so that most results are still JSON, or nearly.</summary>
public static partial class JsonTokens
{
    private static readonly string[] Odd =
    [
        "{", "}", "[", "]", ",", ":", "null", "true", "false", "0", "-0", "-1", "1", "2", "1.5", "1e999", "-1e-999", "1E400", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "00", "1.", "NaN", "Infinity", "\"\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\udc00\"", "\"a\\u0000b\"", "\"logits\"", "\"labels\"", "\"name\"", "\"shape\"", "\"data\"", "\"datatype\"", "\"outputs\"",
        "\"inputs\"", "\"parameters\"", "\"binary_data_size\"", "\"FP64\"", "\"BYTES\"", "\"BOOL\"", "\"fp32\"", "\"data_offsets\"", "\"__metadata__\"", "\"data_base64\"", "[[]]", "[4611686018427387904,4]", "//x\n", " ",
    ];

    private static readonly Gen<(double Place, double Other, int Kind, string Token)> Change = Gen.Select(Gen.Double[0, 0.999], Gen.Double[0, 0.999], Gen.Int[0, 4], Gen.OneOf([.. Odd.Select(Gen.Const)]));

    /// <summary>None to four tokens replaced, inserted, deleted, repeated or exchanged.</summary>
    public static Gen<string> Of(Gen<string> texts) =>
        from text in texts
        from changes in Gen.Int[0, 4].SelectMany(count => Change.Array[count])
        select Apply(text, changes);

    private static string Apply(string text, (double Place, double Other, int Kind, string Token)[] changes)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        foreach (var (place, other, kind, token) in changes)
        {
            if (tokens.Count == 0)
            {
                break;
            }

            Apply(tokens, (int)(place * tokens.Count), (int)(other * tokens.Count), kind, token);
        }

        return string.Concat(tokens);
    }

    private static void Apply(List<string> tokens, int place, int other, int kind, string token)
    {
        switch (kind)
        {
            case 0:
                tokens[place] = token;
                break;
            case 1:
                tokens.Insert(place, token);
                break;
            case 2:
                tokens.RemoveAt(place);
                break;
            case 3:
                tokens.InsertRange(place, [.. tokens[Math.Min(place, other)..Math.Max(place, other)]]);
                break;
            default:
                (tokens[place], tokens[other]) = (tokens[other], tokens[place]);
                break;
        }
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|[-+0-9.eE]+|[a-zA-Z]+|\\s+|.")]
    private static partial Regex Token();
}
