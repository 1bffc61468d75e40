using System.Runtime.CompilerServices;

namespace XentStream.Scoring.CrossEntropy.Vectors.Lanes;

/// <summary>One number: the scalar form of what is written for vectors.</summary>
internal readonly struct OneDouble(double value) : IDoubleArithmetic<OneDouble>
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    private long Whole => BitConverter.DoubleToInt64Bits(Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble operator +(OneDouble a, OneDouble b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble operator -(OneDouble a, OneDouble b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble operator *(OneDouble a, OneDouble b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble operator /(OneDouble a, OneDouble b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble Create(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble CreateWhole(long value) => new(BitConverter.Int64BitsToDouble(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble MultiplyAdd(OneDouble a, OneDouble b, OneDouble c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble AddWhole(OneDouble a, OneDouble b) => CreateWhole(a.Whole + b.Whole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble SubtractWhole(OneDouble a, OneDouble b) => CreateWhole(a.Whole - b.Whole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble ShiftLeft(OneDouble a, int bits) => CreateWhole(a.Whole << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneDouble ShiftRight(OneDouble a, int bits) => CreateWhole(a.Whole >>> bits);
}
