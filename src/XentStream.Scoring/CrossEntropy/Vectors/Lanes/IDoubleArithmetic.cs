namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>Arithmetic of F64 numbers, one or several side by side, and of whole numbers of 64 bits in their place: what is written with it is the same for one number and for many.</summary>
/// <typeparam name="TSelf">The numbers.</typeparam>
internal interface IDoubleArithmetic<TSelf>
    where TSelf : struct, IDoubleArithmetic<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The same number in each lane.</summary>
    static abstract TSelf Create(double value);

    /// <summary>The same whole number in each lane.</summary>
    static abstract TSelf CreateWhole(long value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The sum of whole numbers.</summary>
    static abstract TSelf AddWhole(TSelf a, TSelf b);

    /// <summary>The difference of whole numbers.</summary>
    static abstract TSelf SubtractWhole(TSelf a, TSelf b);

    /// <summary>Whole numbers times 2^bits.</summary>
    static abstract TSelf ShiftLeft(TSelf a, int bits);

    /// <summary>Whole numbers ≥ 0 by 2^bits, rounded down.</summary>
    static abstract TSelf ShiftRight(TSelf a, int bits);
}
