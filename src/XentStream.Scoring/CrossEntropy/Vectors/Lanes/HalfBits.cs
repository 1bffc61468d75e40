namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>The bits of an F16.</summary>
/// <remarks>
/// The exponent and the fraction are moved to their places in an F32, where the value stands 2^-112 too small, subnormal ones included; a multiplication by
/// 2^112 is then exact. Infinity and NaN have the largest exponent of an F16, and are given that of an F32. (The platform converts one at a time, eight times
/// as slow.)
/// </remarks>
internal static class HalfBits
{
    /// <summary>2^112.</summary>
    public const float Scale = 5.192296858534828e33f;

    /// <summary>All bits but the sign.</summary>
    public const uint Magnitude = 0x7FFF;

    /// <summary>The sign.</summary>
    public const uint Sign = 0x8000;

    /// <summary>From here on it is infinity or NaN.</summary>
    public const uint SmallestInfinite = 0x7C00;

    /// <summary>The exponent of infinity and NaN in an F32.</summary>
    public const uint Infinity = 0x7F800000;
}
