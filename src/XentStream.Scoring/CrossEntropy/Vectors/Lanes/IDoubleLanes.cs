namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>A vector of F64 numbers of the width that the machine has, and of whole numbers of 64 bits in their place.</summary>
/// <typeparam name="TSelf">The vector.</typeparam>
internal interface IDoubleLanes<TSelf> : IDoubleArithmetic<TSelf>
    where TSelf : struct, IDoubleLanes<TSelf>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>Whole numbers from <paramref name="first"/> on, one more in each lane.</summary>
    static abstract TSelf CreateSequence(long first);

    /// <summary>Numbers at any alignment.</summary>
    static abstract TSelf Load(ref readonly double source);

    /// <summary>Writes the numbers down.</summary>
    void Store(ref double destination);

    /// <summary>Writes the whole numbers down.</summary>
    void StoreWhole(ref long destination);

    /// <summary>The smaller; <paramref name="b"/> where one is NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger; <paramref name="b"/> where one is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary><paramref name="yes"/> where a = b.</summary>
    static abstract TSelf WhereEqual(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>Whether a ≥ b in every lane; false where one is NaN.</summary>
    static abstract bool AreAtLeast(TSelf a, TSelf b);

    /// <summary>Bits of both.</summary>
    static abstract TSelf And(TSelf a, TSelf b);

    /// <summary><paramref name="yes"/> where the number of 32 bits is 0, and 0 elsewhere.</summary>
    static abstract TSelf WhereZero(ref readonly int source, TSelf yes);

    /// <summary>The sum of the lanes, in an order that is not defined: for sums that are exact.</summary>
    static abstract double Sum(TSelf a);

    /// <summary>The sum of the lanes in halves: always in the same order.</summary>
    static abstract double SumInHalves(TSelf a);
}
