using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Puts −∞ in the place of scores: these are then as good as not there.</summary>
internal static class LaneMask
{
    private const int Lanes = RowBlock.Lanes;

    private static ReadOnlySpan<float> Single =>
    [
        I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, -I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I,
    ];

    private static ReadOnlySpan<float> Lower =>
    [
        -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I,
    ];

    private static ReadOnlySpan<float> Zeros =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I,
    ];

    private static ReadOnlySpan<float> Upper =>
    [
        I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I, -I,
    ];

    private const float I = float.PositiveInfinity;

    /// <summary>Without one lane of sixteen, counted from the first of the vector on: without none where it is before that or behind the last. There is no branch to guess.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat WithoutLane<TFloat, TDouble>(TFloat scores, int lane)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Min(At<TFloat, TDouble>(Single, Lanes - lane), scores);

    /// <summary>Without the lanes before one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat FromLane<TFloat, TDouble>(TFloat scores, int lane)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Min(At<TFloat, TDouble>(Lower, Lanes - Math.Clamp(lane, 0, Lanes)), scores);

    /// <summary>0 in the lanes before one, of numbers that are not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat ZeroBefore<TFloat, TDouble>(TFloat shares, int lane)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Min(At<TFloat, TDouble>(Zeros, Lanes - Math.Clamp(lane, 0, Lanes)), shares);

    /// <summary>The largest score in the lanes before one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat LargestBefore<TFloat, TDouble>(TFloat scores, int lane, TFloat largest)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Min(largest, TFloat.Max(At<TFloat, TDouble>(Upper, Lanes - Math.Clamp(lane, 0, Lanes)), scores));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFloat At<TFloat, TDouble>(ReadOnlySpan<float> table, int place)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Load(ref MemoryMarshal.GetReference(table.Slice(place, TFloat.Count)));
}
