using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Turns the UTF-8 of names that come again and again into strings, without making a new string each time.</summary>
internal sealed class IdentityNames
{
    /// <summary>The most bytes of a name.</summary>
    public const int MaxLength = 256;

    // Names beyond this many are not kept, so that a stream of ever new names costs time but no memory.
    private const int MaxKept = 4096;

    private readonly Dictionary<string, string> names = new(Utf8Comparer.Instance);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<byte>> byUtf8;

    // Records of one model come in long runs: the name before is looked at first.
    private readonly byte[] lastUtf8 = new byte[MaxLength];
    private int lastLength;
    private string last = "";

    public IdentityNames() => byUtf8 = names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The name of at most <see cref="MaxLength"/> bytes as a string; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(lastUtf8.AsSpan(0, lastLength)))
        {
            last = Find(utf8);
            utf8.CopyTo(lastUtf8);
            lastLength = utf8.Length;
        }

        return last;
    }

    private string Find(ReadOnlySpan<byte> utf8)
    {
        if (byUtf8.TryGetValue(utf8, out var name))
        {
            return name;
        }

        name = Encoding.UTF8.GetString(utf8);
        if (names.Count < MaxKept)
        {
            names[name] = name;
        }

        return name;
    }

    private sealed class Utf8Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
    {
        public static Utf8Comparer Instance { get; } = new();

        public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

        public bool Equals(ReadOnlySpan<byte> alternate, string other)
        {
            Span<byte> utf8 = stackalloc byte[MaxLength];
            return Encoding.UTF8.TryGetBytes(other, utf8, out var length) && alternate.SequenceEqual(utf8[..length]);
        }

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode([DisallowNull] string obj) => GetHashCode(Encoding.UTF8.GetBytes(obj));
    }
}
