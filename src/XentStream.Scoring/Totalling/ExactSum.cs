namespace XentStream.Scoring.Totalling;

/// <summary>
/// A sum of doubles without any rounding. Adding is associative and commutative to the bit, so the order of rows, batches, partitions and workers does
/// not matter; rounding happens once, in <see cref="ToDouble"/>.
/// </summary>
/// <remarks>
/// The small superaccumulator of R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015 (arXiv:1505.05571): a fixed-point number
/// that covers every finite double, in limbs of 32 bits that are kept in 64, so that carries can wait. Limb i counts in units of 2^(32·i − 1074). A double
/// adds less than 2^52 to a limb, so <see cref="AddsBeforeCarry"/> of them fit before a carry.
/// </remarks>
public sealed partial class ExactSum
{
    private const int LimbBits = 32;
    private const long LimbMask = (1L << LimbBits) - 1;

    // 2,098 bits for the doubles, and room for 2^46 of the largest.
    private const int LimbCount = 67;
    private const int AddsBeforeCarry = 2047;
    private const int SmallestExponent = -1074;

    // The upper of the two limbs that the largest double is added to.
    private const int LimbOfLargest = 64;

    private readonly long[] limbs = new long[LimbCount];
    private int addsSinceCarry;

    // All other limbs are 0: a sum of losses fills a tenth of them, and merging and clearing sums is what a small batch costs most.
    private int lowest = LimbCount;
    private int highest = -1;

    /// <summary>Adds a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or NaN.</exception>
    public void Add(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0x7FF)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers have an exact sum.");
        }

        // A subnormal has the exponent of the smallest normal number and no leading one.
        var mantissa = bits & ((1L << 52) - 1);
        if (exponent != 0)
        {
            mantissa |= 1L << 52;
            exponent--;
        }

        var limb = exponent / LimbBits;
        var shift = exponent % LimbBits;
        var sign = bits >> 63;
        limbs[limb] += (((mantissa << shift) & LimbMask) ^ sign) - sign;
        limbs[limb + 1] += ((mantissa >> (LimbBits - shift)) ^ sign) - sign;
        Touch(limb, limb + 1);
        CountAdd();
    }

    /// <summary>Adds another sum.</summary>
    public void Add(ExactSum other)
    {
        CountAdds(other);
        for (var i = other.lowest; i <= other.highest; i++)
        {
            limbs[i] += other.limbs[i];
        }

        Touch(other.lowest, other.highest);
    }

    /// <summary>Takes another sum away: adding and taking away again leaves the same bytes.</summary>
    public void Subtract(ExactSum other)
    {
        CountAdds(other);
        for (var i = other.lowest; i <= other.highest; i++)
        {
            limbs[i] -= other.limbs[i];
        }

        Touch(other.lowest, other.highest);
    }

    /// <summary>Makes it zero again.</summary>
    public void Clear()
    {
        if (lowest <= highest)
        {
            Array.Clear(limbs, lowest, highest - lowest + 1);
        }

        (addsSinceCarry, lowest, highest) = (0, LimbCount, -1);
    }

    /// <summary>Whether the sum is 0, exactly.</summary>
    public bool IsZero
    {
        get
        {
            Carry();
            return lowest > highest || !limbs.AsSpan(lowest, highest - lowest + 1).ContainsAnyExcept(0);
        }
    }

    /// <summary>Whether the sum may be beyond the range of doubles, at a glance: no number that it was made of was as large as 2^974, if not.</summary>
    public bool MayBeBeyondDouble => highest >= LimbOfLargest;

    private void Touch(int low, int high) => (lowest, highest) = (Math.Min(lowest, low), Math.Max(highest, high));

    private void CountAdd()
    {
        if (++addsSinceCarry == AddsBeforeCarry)
        {
            Carry();
        }
    }

    // What another sum was not carried for, this one has to be; and what it was carried for counts as one number.
    private void CountAdds(ExactSum other)
    {
        if (addsSinceCarry + other.addsSinceCarry + 1 >= AddsBeforeCarry)
        {
            Carry();
            other.Carry();
        }

        addsSinceCarry += other.addsSinceCarry + 1;
    }

    // Leaves every limb in [0, 2^32) but the highest, which carries the sign.
    private void Carry()
    {
        if (addsSinceCarry == 0)
        {
            return;
        }

        long carry = 0;
        for (var i = lowest; i < LimbCount - 1 && (i <= highest || carry != 0); i++)
        {
            var limb = limbs[i] + carry;
            limbs[i] = limb & LimbMask;
            carry = limb >> LimbBits;
            highest = Math.Max(highest, i);
        }

        if (carry != 0)
        {
            limbs[LimbCount - 1] += carry;
            highest = LimbCount - 1;
        }

        addsSinceCarry = 0;
    }

    /// <summary>Writes the limbs of the absolute value, and says whether the sum is negative.</summary>
    private bool GetMagnitude(Span<uint> magnitude)
    {
        Carry();
        var isNegative = limbs[LimbCount - 1] < 0;
        long carry = 0;
        for (var i = 0; i < LimbCount; i++)
        {
            var limb = (isNegative ? -limbs[i] : limbs[i]) + carry;
            magnitude[i] = (uint)limb;
            carry = limb >> LimbBits;
        }

        return isNegative;
    }
}
