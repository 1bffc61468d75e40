using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>Eight numbers in 512 bits, for machines with AVX-512.</summary>
internal readonly struct EightDoubles(Vector512<double> lanes) : IDoubleLanes<EightDoubles>
{
    private readonly Vector512<double> lanes = lanes;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles operator +(EightDoubles a, EightDoubles b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles operator -(EightDoubles a, EightDoubles b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles operator *(EightDoubles a, EightDoubles b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles operator /(EightDoubles a, EightDoubles b) => new(a.lanes / b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles Create(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles CreateWhole(long value) => new(Vector512.Create(value).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles CreateSequence(long first) => new((Vector512<long>.Indices + Vector512.Create(first)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles Load(ref readonly double source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination) => lanes.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWhole(ref long destination) => lanes.AsInt64().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles MultiplyAdd(EightDoubles a, EightDoubles b, EightDoubles c) => new(Vector512.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles Min(EightDoubles a, EightDoubles b) => new(Vector512.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles Max(EightDoubles a, EightDoubles b) => new(Vector512.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles WhereEqual(EightDoubles a, EightDoubles b, EightDoubles yes, EightDoubles no) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreAtLeast(EightDoubles a, EightDoubles b) => Vector512.GreaterThanOrEqualAll(a.lanes, b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles AddWhole(EightDoubles a, EightDoubles b) => new((a.lanes.AsInt64() + b.lanes.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles SubtractWhole(EightDoubles a, EightDoubles b) => new((a.lanes.AsInt64() - b.lanes.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles And(EightDoubles a, EightDoubles b) => new(a.lanes & b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles ShiftLeft(EightDoubles a, int bits) => new((a.lanes.AsInt64() << bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles ShiftRight(EightDoubles a, int bits) => new((a.lanes.AsInt64() >>> bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightDoubles WhereZero(ref readonly int source, EightDoubles yes)
    {
        var zeros = Vector256.IsZero(Vector256.LoadUnsafe(in source));
        return new(Vector512.Create(Vector256.WidenLower(zeros), Vector256.WidenUpper(zeros)).AsDouble() & yes.lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(EightDoubles a) => Vector512.Sum(a.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumInHalves(EightDoubles a) => FourDoubles.SumInHalves(new FourDoubles(a.lanes.GetLower() + a.lanes.GetUpper()));
}
