using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>Eight numbers in 256 bits; the platform plays them where the machine has less.</summary>
internal readonly struct Eight(Vector256<float> lanes) : IFloatLanes<Eight, FourDoubles>
{
    private readonly Vector256<float> lanes = lanes;

    public static int Count => 8;

    /// <summary>The vector itself.</summary>
    public Vector256<float> Lanes => lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator +(Eight a, Eight b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator -(Eight a, Eight b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator *(Eight a, Eight b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight CreateSequence(float first) => new(Vector256<float>.Indices + Vector256.Create(first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight LoadWhole(ref readonly int source) => new(Vector256.ConvertToSingle(Vector256.LoadUnsafe(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight LoadUpperHalves(ref readonly byte source) => new((Widen(in source) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight LoadHalves(ref readonly byte source)
    {
        var bits = Widen(in source);
        var magnitude = bits & Vector256.Create(HalfBits.Magnitude);
        var finite = ((magnitude << 13).AsSingle() * Vector256.Create(HalfBits.Scale)).AsUInt32();
        var infinite = (magnitude << 13) | Vector256.Create(HalfBits.Infinity);
        var number = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(HalfBits.SmallestInfinite)), infinite, finite);
        return new((number | ((bits & Vector256.Create(HalfBits.Sign)) << 16)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight LoadFours(ref readonly float source, nint step) => new(Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, (nuint)step)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => lanes.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWhole(ref int destination) => Vector256.ConvertToInt32Native(lanes).StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight MultiplyAdd(Eight a, Eight b, Eight c) => new(Vector256.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Max(Eight a, Eight b) => new(Vector256.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Min(Eight a, Eight b) => new(Vector256.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight AddExponent(Eight a, Eight n) => new((a.lanes.AsInt32() + (n.lanes.AsInt32() << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight WhereEqual(Eight a, Eight b, Eight yes, Eight no) => new(Vector256.ConditionalSelect(Vector256.Equals(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight WhereLess(Eight a, Eight b, Eight yes, Eight no) => new(Vector256.ConditionalSelect(Vector256.LessThan(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountLess(Eight a, Eight b) => BitOperations.PopCount(Vector256.LessThan(a.lanes, b.lanes).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWithin(Eight a, Eight b) => Vector256.LessThanOrEqualAll(Vector256.Abs(a.lanes), b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Eight a)
    {
        var four = Vector128.MaxNative(a.lanes.GetLower(), a.lanes.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(two[0], two[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourDoubles WidenLower() => new(Vector256.WidenLower(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourDoubles WidenUpper() => new(Vector256.WidenUpper(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight UnpackLow(Eight a, Eight b) => Avx2.IsSupported ? new(Avx.UnpackLow(a.lanes, b.lanes)) : Create(a, b, 0, 8, 1, 9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight UnpackHigh(Eight a, Eight b) => Avx2.IsSupported ? new(Avx.UnpackHigh(a.lanes, b.lanes)) : Create(a, b, 2, 10, 3, 11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight UnpackLowPairs(Eight a, Eight b) => Avx2.IsSupported ? new(Avx.UnpackLow(a.lanes.AsDouble(), b.lanes.AsDouble()).AsSingle()) : Create(a, b, 0, 1, 8, 9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight UnpackHighPairs(Eight a, Eight b) => Avx2.IsSupported ? new(Avx.UnpackHigh(a.lanes.AsDouble(), b.lanes.AsDouble()).AsSingle()) : Create(a, b, 2, 3, 10, 11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Even(Eight a, Eight b) => Avx2.IsSupported ? InOrder(Avx.Shuffle(a.lanes, b.lanes, 0b10_00_10_00)) : new(Vector256.Create(Every2nd(a, 0), Every2nd(b, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Odd(Eight a, Eight b) => Avx2.IsSupported ? InOrder(Avx.Shuffle(a.lanes, b.lanes, 0b11_01_11_01)) : new(Vector256.Create(Every2nd(a, 1), Every2nd(b, 1)));

    // The shuffle works in halves of 128 bits: a0 a2 b0 b2 a4 a6 b4 b6.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Eight InOrder(Vector256<float> halves) => new(Avx2.Permute4x64(halves.AsDouble(), 0b11_01_10_00).AsSingle());

    private static Vector128<float> Every2nd(Eight a, int first) => Vector128.Create(a.lanes[first], a.lanes[first + 2], a.lanes[first + 4], a.lanes[first + 6]);

    // Of both halves, the numbers at four places; those of b are counted from 8 on.
    private static Eight Create(Eight a, Eight b, int p0, int p1, int p2, int p3) => new(Vector256.Create(
        At(a, b, p0), At(a, b, p1), At(a, b, p2), At(a, b, p3), At(a, b, p0 + 4), At(a, b, p1 + 4), At(a, b, p2 + 4), At(a, b, p3 + 4)));

    private static float At(Eight a, Eight b, int place) => place < 8 ? a.lanes[place] : b.lanes[place - 8];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Widen(ref readonly byte source) => Vector256.WidenLower(Vector128.LoadUnsafe(in source).AsUInt16().ToVector256Unsafe());
}
