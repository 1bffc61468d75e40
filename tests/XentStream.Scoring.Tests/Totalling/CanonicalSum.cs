using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>The canonical form of one sum on its own.</summary>
internal static class CanonicalSum
{
    public static byte[] BytesOf(ExactSum sum)
    {
        var writer = new CanonicalWriter(new byte[512]);
        sum.Write(ref writer);
        return writer.ToArray();
    }

    public static bool TryParse(byte[] bytes, ExactSum sum)
    {
        var reader = new CanonicalReader(bytes);
        return sum.TryRead(ref reader) && reader.IsAtEnd;
    }
}
