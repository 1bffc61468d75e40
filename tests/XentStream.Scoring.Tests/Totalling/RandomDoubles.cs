namespace XentStream.Scoring.Tests.Totalling;

/// <summary>Doubles of all magnitudes alike: random bits, so that subnormals, tiny and huge numbers all occur.</summary>
internal static class RandomDoubles
{
    public static double NextFinite(Random random)
    {
        while (true)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                return value;
            }
        }
    }

    public static double NextSubnormal(Random random) =>
        BitConverter.Int64BitsToDouble(random.NextInt64(1, 1L << 52) | (random.NextInt64() << 63));
}
