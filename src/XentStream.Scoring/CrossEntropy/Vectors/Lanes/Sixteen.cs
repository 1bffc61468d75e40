using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>Sixteen numbers in 512 bits, for machines with AVX-512. (Elsewhere they are played by halves, so that tests can compare both widths on any machine.)</summary>
internal readonly struct Sixteen(Vector512<float> lanes) : IFloatLanes<Sixteen, EightDoubles>
{
    private readonly Vector512<float> lanes = lanes;

    private Sixteen(Eight lower, Eight upper)
        : this(Vector512.Create(lower.Lanes, upper.Lanes))
    {
    }

    private Eight Lower => new(lanes.GetLower());

    private Eight Upper => new(lanes.GetUpper());

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen operator +(Sixteen a, Sixteen b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen operator -(Sixteen a, Sixteen b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen operator *(Sixteen a, Sixteen b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen CreateSequence(float first) => new(Vector512<float>.Indices + Vector512.Create(first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen LoadWhole(ref readonly int source) => new(Vector512.ConvertToSingle(Vector512.LoadUnsafe(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen LoadUpperHalves(ref readonly byte source) => new((Widen(in source) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen LoadHalves(ref readonly byte source)
    {
        var bits = Widen(in source);
        var magnitude = bits & Vector512.Create(HalfBits.Magnitude);
        var finite = ((magnitude << 13).AsSingle() * Vector512.Create(HalfBits.Scale)).AsUInt32();
        var infinite = (magnitude << 13) | Vector512.Create(HalfBits.Infinity);
        var number = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(HalfBits.SmallestInfinite)), infinite, finite);
        return new((number | ((bits & Vector512.Create(HalfBits.Sign)) << 16)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen LoadFours(ref readonly float source, nint step)
    {
        var lower = Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, (nuint)step));
        var upper = Vector256.Create(Vector128.LoadUnsafe(in source, (nuint)(2 * step)), Vector128.LoadUnsafe(in source, (nuint)(3 * step)));
        return new(Vector512.Create(lower, upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => lanes.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWhole(ref int destination) => Vector512.ConvertToInt32Native(lanes).StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen MultiplyAdd(Sixteen a, Sixteen b, Sixteen c) => new(Vector512.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Max(Sixteen a, Sixteen b) => new(Vector512.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Min(Sixteen a, Sixteen b) => new(Vector512.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen AddExponent(Sixteen a, Sixteen n) => new((a.lanes.AsInt32() + (n.lanes.AsInt32() << 23)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen WhereEqual(Sixteen a, Sixteen b, Sixteen yes, Sixteen no) => new(Vector512.ConditionalSelect(Vector512.Equals(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen WhereLess(Sixteen a, Sixteen b, Sixteen yes, Sixteen no) => new(Vector512.ConditionalSelect(Vector512.LessThan(a.lanes, b.lanes), yes.lanes, no.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountLess(Sixteen a, Sixteen b) => BitOperations.PopCount(Vector512.LessThan(a.lanes, b.lanes).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWithin(Sixteen a, Sixteen b) => Vector512.LessThanOrEqualAll(Vector512.Abs(a.lanes), b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Sixteen a) => Eight.Largest(new Eight(Vector256.MaxNative(a.lanes.GetLower(), a.lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightDoubles WidenLower() => new(Vector512.WidenLower(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightDoubles WidenUpper() => new(Vector512.WidenUpper(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen UnpackLow(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported ? new(Avx512F.UnpackLow(a.lanes, b.lanes)) : new(Eight.UnpackLow(a.Lower, b.Lower), Eight.UnpackLow(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen UnpackHigh(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported ? new(Avx512F.UnpackHigh(a.lanes, b.lanes)) : new(Eight.UnpackHigh(a.Lower, b.Lower), Eight.UnpackHigh(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen UnpackLowPairs(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported ? new(Avx512F.UnpackLow(a.lanes.AsDouble(), b.lanes.AsDouble()).AsSingle()) : new(Eight.UnpackLowPairs(a.Lower, b.Lower), Eight.UnpackLowPairs(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen UnpackHighPairs(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported ? new(Avx512F.UnpackHigh(a.lanes.AsDouble(), b.lanes.AsDouble()).AsSingle()) : new(Eight.UnpackHighPairs(a.Lower, b.Lower), Eight.UnpackHighPairs(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Even(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported ? new(Avx512F.PermuteVar16x32x2(a.lanes, Vector512<int>.Indices * 2, b.lanes)) : new(Eight.Even(a.Lower, a.Upper), Eight.Even(b.Lower, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sixteen Odd(Sixteen a, Sixteen b) =>
        Avx512F.IsSupported
            ? new(Avx512F.PermuteVar16x32x2(a.lanes, (Vector512<int>.Indices * 2) + Vector512<int>.One, b.lanes))
            : new(Eight.Odd(a.Lower, a.Upper), Eight.Odd(b.Lower, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widen(ref readonly byte source) => Vector512.WidenLower(Vector256.LoadUnsafe(in source).AsUInt16().ToVector512Unsafe());
}
