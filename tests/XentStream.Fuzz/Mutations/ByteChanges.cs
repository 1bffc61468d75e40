using CsCheck;

namespace XentStream.Fuzz.Mutations;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
public static class ByteChanges
{
    private static readonly Gen<Func<byte[], byte[]>> One =
        from place in Gen.Double[0, 0.999]
        from length in Gen.Int[1, 8]
        from value in Gen.Byte
        from kind in Gen.Int[0, 4]
        select (Func<byte[], byte[]>)(bytes => Change(bytes, (int)(place * bytes.Length), length, value, kind));

    /// <summary>None to four changes of some bytes.</summary>
    public static Gen<byte[]> Of(Gen<byte[]> inputs) =>
        from input in inputs
        from changes in Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[1, 4])).SelectMany(count => One.Array[count])
        select changes.Aggregate(input, (bytes, change) => change(bytes));

    private static byte[] Change(byte[] bytes, int place, int length, byte value, int kind)
    {
        var end = Math.Min(place + length, bytes.Length);
        return kind switch
        {
            _ when bytes.Length == 0 => [value],
            0 => [.. bytes[..place], value, .. bytes[(place + 1)..]],
            1 => [.. bytes[..place], value, .. bytes[place..]],
            2 => [.. bytes[..place], .. bytes[end..]],
            3 => [.. bytes[..end], .. bytes[place..]],
            _ => bytes[..place],
        };
    }
}
