using System.Runtime.CompilerServices;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>
/// Two vectors as one of twice the lanes, step by step side by side: where each step waits for the one before, as in a series, the second costs little more than
/// nothing. (The compiler keeps the order of the source, and a processor looks ahead only so far.)
/// </summary>
internal readonly struct DoublePair<TDouble>(TDouble lower, TDouble upper) : IDoubleLanes<DoublePair<TDouble>>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private readonly TDouble lower = lower;
    private readonly TDouble upper = upper;

    /// <summary>The first.</summary>
    public TDouble Lower => lower;

    /// <summary>The second.</summary>
    public TDouble Upper => upper;

    public static int Count => 2 * TDouble.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> operator +(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(a.lower + b.lower, a.upper + b.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> operator -(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(a.lower - b.lower, a.upper - b.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> operator *(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(a.lower * b.lower, a.upper * b.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> operator /(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(a.lower / b.lower, a.upper / b.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> Create(double value) => new(TDouble.Create(value), TDouble.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> CreateWhole(long value) => new(TDouble.CreateWhole(value), TDouble.CreateWhole(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> CreateSequence(long first) => new(TDouble.CreateSequence(first), TDouble.CreateSequence(first + TDouble.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> Load(ref readonly double source) => new(TDouble.Load(in source), TDouble.Load(in After(in source)));

    /// <summary>The lanes of a vector of F32, lower half and upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> Widen<TFloat>(TFloat lanes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble> => new(lanes.WidenLower(), lanes.WidenUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination)
    {
        lower.Store(ref destination);
        upper.Store(ref Unsafe.Add(ref destination, TDouble.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWhole(ref long destination)
    {
        lower.StoreWhole(ref destination);
        upper.StoreWhole(ref Unsafe.Add(ref destination, TDouble.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> MultiplyAdd(DoublePair<TDouble> a, DoublePair<TDouble> b, DoublePair<TDouble> c) =>
        new(TDouble.MultiplyAdd(a.lower, b.lower, c.lower), TDouble.MultiplyAdd(a.upper, b.upper, c.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> Min(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(TDouble.Min(a.lower, b.lower), TDouble.Min(a.upper, b.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> Max(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(TDouble.Max(a.lower, b.lower), TDouble.Max(a.upper, b.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> WhereEqual(DoublePair<TDouble> a, DoublePair<TDouble> b, DoublePair<TDouble> yes, DoublePair<TDouble> no) =>
        new(TDouble.WhereEqual(a.lower, b.lower, yes.lower, no.lower), TDouble.WhereEqual(a.upper, b.upper, yes.upper, no.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreAtLeast(DoublePair<TDouble> a, DoublePair<TDouble> b) => TDouble.AreAtLeast(a.lower, b.lower) && TDouble.AreAtLeast(a.upper, b.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> AddWhole(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(TDouble.AddWhole(a.lower, b.lower), TDouble.AddWhole(a.upper, b.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> SubtractWhole(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(TDouble.SubtractWhole(a.lower, b.lower), TDouble.SubtractWhole(a.upper, b.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> And(DoublePair<TDouble> a, DoublePair<TDouble> b) => new(TDouble.And(a.lower, b.lower), TDouble.And(a.upper, b.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> ShiftLeft(DoublePair<TDouble> a, int bits) => new(TDouble.ShiftLeft(a.lower, bits), TDouble.ShiftLeft(a.upper, bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> ShiftRight(DoublePair<TDouble> a, int bits) => new(TDouble.ShiftRight(a.lower, bits), TDouble.ShiftRight(a.upper, bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> WhereZero(ref readonly int source, DoublePair<TDouble> yes) => new(
        TDouble.WhereZero(in source, yes.lower), TDouble.WhereZero(in Unsafe.Add(ref Unsafe.AsRef(in source), TDouble.Count), yes.upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoublePair<TDouble> a) => TDouble.Sum(a.lower + a.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumInHalves(DoublePair<TDouble> a) => TDouble.SumInHalves(a.lower + a.upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly double After(ref readonly double source) => ref Unsafe.Add(ref Unsafe.AsRef(in source), TDouble.Count);
}
