using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>Four numbers in 256 bits.</summary>
internal readonly struct FourDoubles(Vector256<double> lanes) : IDoubleLanes<FourDoubles>
{
    private readonly Vector256<double> lanes = lanes;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator +(FourDoubles a, FourDoubles b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator -(FourDoubles a, FourDoubles b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator *(FourDoubles a, FourDoubles b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles operator /(FourDoubles a, FourDoubles b) => new(a.lanes / b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Create(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles CreateWhole(long value) => new(Vector256.Create(value).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles CreateSequence(long first) => new((Vector256<long>.Indices + Vector256.Create(first)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Load(ref readonly double source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination) => lanes.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWhole(ref long destination) => lanes.AsInt64().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles MultiplyAdd(FourDoubles a, FourDoubles b, FourDoubles c) => new(Vector256.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Min(FourDoubles a, FourDoubles b) => new(Vector256.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles Max(FourDoubles a, FourDoubles b) => new(Vector256.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles WhereEqual(FourDoubles a, FourDoubles b, FourDoubles yes, FourDoubles no) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreAtLeast(FourDoubles a, FourDoubles b) => Vector256.GreaterThanOrEqualAll(a.lanes, b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles AddWhole(FourDoubles a, FourDoubles b) => new((a.lanes.AsInt64() + b.lanes.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles SubtractWhole(FourDoubles a, FourDoubles b) => new((a.lanes.AsInt64() - b.lanes.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles And(FourDoubles a, FourDoubles b) => new(a.lanes & b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles ShiftLeft(FourDoubles a, int bits) => new((a.lanes.AsInt64() << bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles ShiftRight(FourDoubles a, int bits) => new((a.lanes.AsInt64() >>> bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourDoubles WhereZero(ref readonly int source, FourDoubles yes)
    {
        var zeros = Vector128.IsZero(Vector128.LoadUnsafe(in source));
        return new(Vector256.Create(Vector128.WidenLower(zeros), Vector128.WidenUpper(zeros)).AsDouble() & yes.lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(FourDoubles a) => Vector256.Sum(a.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumInHalves(FourDoubles a)
    {
        var two = a.lanes.GetLower() + a.lanes.GetUpper();
        return two[0] + two[1];
    }
}
