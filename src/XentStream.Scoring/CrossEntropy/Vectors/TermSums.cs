using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of terms in a vector of lanes, while they are added up in F32: of at most <see cref="BetweenFlushes"/> scores in a lane.</summary>
/// <remarks>
/// Two scores are taken at a time: the terms of the first and of the second are added apart, so that neither waits for the other, and the two sums to each other in
/// the end; all else is added one after the other.
/// </remarks>
internal struct TermSums<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>So many scores of a lane are added up in F32.</summary>
    public const int BetweenFlushes = 32;

    private TFloat even = TFloat.Create(0);
    private TFloat odd = TFloat.Create(0);

    /// <summary>Sums of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TermSums()
    {
    }

    /// <summary>Σ e.</summary>
    public readonly TFloat Terms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => even + odd;
    }

    /// <summary>Σ e·(x_y − x).</summary>
    public TFloat Distances { get; private set; } = TFloat.Create(0);

    /// <summary>Σ e².</summary>
    public TFloat Squares { get; private set; } = TFloat.Create(0);

    /// <summary>The largest score.</summary>
    public TFloat Max { get; private set; } = TFloat.Create(float.NegativeInfinity);

    /// <summary>Adds one score to each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TFloat score, TFloat own, PowerOfTwo<TFloat, TDouble> power)
    {
        // In this order NaN is passed on, not replaced.
        var x = TFloat.Max(power.Least, score);
        var term = power.Of(x);
        even += term;
        AddFigures(x, term, own);
    }

    /// <summary>Adds two scores to each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TFloat first, TFloat second, TFloat own, PowerOfTwo<TFloat, TDouble> power)
    {
        var (x, y) = (TFloat.Max(power.Least, first), TFloat.Max(power.Least, second));
        var (termOfX, termOfY) = (power.Of(x), power.Of(y));
        even += termOfX;
        AddFigures(x, termOfX, own);
        odd += termOfY;
        AddFigures(y, termOfY, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddFigures(TFloat x, TFloat term, TFloat own)
    {
        Max = TFloat.Max(Max, x);
        Distances = TFloat.MultiplyAdd(term, own - x, Distances);
        Squares = TFloat.MultiplyAdd(term, term, Squares);
    }
}
