using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of rows whose label is a distribution, while they are added up.</summary>
/// <remarks>
/// With m the largest score, e_c = e^x_c·2^-k with k from m, q the shares of the classes, and T the classes whose score is m, which are left out of all sums of
/// terms: then a confident row that is right keeps all its digits.
/// </remarks>
internal struct MixtureSums<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Σ e.</summary>
    public TFloat Terms;

    /// <summary>Σ e·(m − x).</summary>
    public TFloat Distances;

    /// <summary>Σ e².</summary>
    public TFloat Squares;

    /// <summary>Σ e·q.</summary>
    public TFloat Products;

    /// <summary>Σ q² outside of T.</summary>
    public TFloat Shares;

    /// <summary>Σ q·(m − x).</summary>
    public TFloat Surprise;

    /// <summary>Σ (m − x).</summary>
    public TFloat Spread;

    /// <summary>Σ q.</summary>
    public TFloat Mass;

    /// <summary>Σ q in T.</summary>
    public TFloat TopMass;

    /// <summary>Σ q² in T.</summary>
    public TFloat TopShares;

    /// <summary>How many classes T has.</summary>
    public TFloat Ties;

    /// <summary>The smallest q.</summary>
    public TFloat LeastShare;

    /// <summary>The largest q.</summary>
    public TFloat LargestShare;

    /// <summary>The first class that has it.</summary>
    public TFloat Label;

    /// <summary>The score of that class.</summary>
    public TFloat LabelScore;

    /// <summary>Sums of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MixtureSums()
    {
        LeastShare = TFloat.Create(float.PositiveInfinity);
        LargestShare = TFloat.Create(float.NegativeInfinity);
        Label = TFloat.Create(0);
        LabelScore = TFloat.Create(0);
    }

    /// <summary>Adds a class to each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TFloat score, TFloat share, TFloat index, TFloat largest, PowerOfTwo<TFloat, TDouble> power)
    {
        // In this order NaN is passed on, not replaced.
        var x = TFloat.Max(power.Least, score);
        var (zero, one, distance) = (TFloat.Create(0), TFloat.Create(1), largest - score);
        var term = TFloat.WhereLess(x, largest, power.Of(x), zero);
        var below = TFloat.WhereLess(x, largest, share, zero);
        var top = share - below;
        Terms += term;
        Distances = TFloat.MultiplyAdd(term, largest - x, Distances);
        Squares = TFloat.MultiplyAdd(term, term, Squares);
        Products = TFloat.MultiplyAdd(term, below, Products);
        Shares = TFloat.MultiplyAdd(below, below, Shares);
        Surprise = TFloat.MultiplyAdd(share, distance, Surprise);
        Spread += distance;
        Mass += share;
        TopMass += top;
        TopShares = TFloat.MultiplyAdd(top, top, TopShares);
        Ties += TFloat.WhereLess(x, largest, zero, one);
        LeastShare = TFloat.Min(LeastShare, share);
        Label = TFloat.WhereLess(LargestShare, share, index, Label);
        LabelScore = TFloat.WhereLess(LargestShare, share, score, LabelScore);
        LargestShare = TFloat.Max(LargestShare, share);
    }
}
