using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Where the shares of the classes of a label come from: plugged into the loops as a type.</summary>
internal interface IShares
{
    /// <summary>Bytes of one share; 0 where they are not in memory.</summary>
    static abstract int Size { get; }

    /// <summary>The shares of the classes whose numbers are given.</summary>
    /// <param name="bytes">Where they begin.</param>
    /// <param name="index">The classes.</param>
    /// <param name="label">The label, where it is one class.</param>
    static abstract TFloat Load<TFloat, TDouble>(ref readonly byte bytes, TFloat index, TFloat label)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>;
}
