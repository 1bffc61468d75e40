namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>
/// A vector of F32 numbers of the width that the machine has, plugged into the loops as a type: each loop is written once. A lane knows nothing of its
/// neighbours, so the width never shows in the bits.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="TDouble">Half as many numbers in F64.</typeparam>
internal interface IFloatLanes<TSelf, TDouble>
    where TSelf : struct, IFloatLanes<TSelf, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The same number in each lane.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Numbers from <paramref name="first"/> on, one more in each lane.</summary>
    static abstract TSelf CreateSequence(float first);

    /// <summary>Numbers at any alignment.</summary>
    static abstract TSelf Load(ref readonly float source);

    /// <summary>Whole numbers as floats.</summary>
    static abstract TSelf LoadWhole(ref readonly int source);

    /// <summary>The numbers whose upper halves (BF16) begin there.</summary>
    static abstract TSelf LoadUpperHalves(ref readonly byte source);

    /// <summary>Numbers of 16 bits (F16), widened.</summary>
    static abstract TSelf LoadHalves(ref readonly byte source);

    /// <summary>Four neighbouring numbers from each of Count / 4 places, one after the other.</summary>
    static abstract TSelf LoadFours(ref readonly float source, nint step);

    /// <summary>Writes the numbers down.</summary>
    void Store(ref float destination);

    /// <summary>Writes whole numbers down as such.</summary>
    void StoreWhole(ref int destination);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger; <paramref name="b"/> where one is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller; <paramref name="b"/> where one is NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The whole number in the lowest bits of <paramref name="n"/> added to the exponent of <paramref name="a"/>.</summary>
    static abstract TSelf AddExponent(TSelf a, TSelf n);

    /// <summary><paramref name="yes"/> where a = b.</summary>
    static abstract TSelf WhereEqual(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary><paramref name="yes"/> where a &lt; b.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>In how many lanes a &lt; b.</summary>
    static abstract int CountLess(TSelf a, TSelf b);

    /// <summary>Whether |a| ≤ b in every lane; false where one is NaN.</summary>
    static abstract bool AreWithin(TSelf a, TSelf b);

    /// <summary>The largest number; where one is NaN, any.</summary>
    static abstract float Largest(TSelf a);

    /// <summary>The first half of the numbers, widened.</summary>
    TDouble WidenLower();

    /// <summary>The second half, widened.</summary>
    TDouble WidenUpper();

    /// <summary>Of each group of four lanes: a0 b0 a1 b1.</summary>
    static abstract TSelf UnpackLow(TSelf a, TSelf b);

    /// <summary>Of each group of four lanes: a2 b2 a3 b3.</summary>
    static abstract TSelf UnpackHigh(TSelf a, TSelf b);

    /// <summary>Of each group of four lanes: a0 a1 b0 b1.</summary>
    static abstract TSelf UnpackLowPairs(TSelf a, TSelf b);

    /// <summary>Of each group of four lanes: a2 a3 b2 b3.</summary>
    static abstract TSelf UnpackHighPairs(TSelf a, TSelf b);

    /// <summary>Every second number of two vectors, from the first on.</summary>
    static abstract TSelf Even(TSelf a, TSelf b);

    /// <summary>Every second number of two vectors, from the second on.</summary>
    static abstract TSelf Odd(TSelf a, TSelf b);
}
