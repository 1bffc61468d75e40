using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>How scores are read from bytes: plugged into the vector loops as a type.</summary>
internal interface IScoreVector
{
    /// <summary>Bytes of one score.</summary>
    static abstract int Size { get; }

    /// <summary>One score, widened to F32 without loss.</summary>
    static abstract float LoadOne(ref readonly byte bytes);

    /// <summary>A vector of scores in order, widened to F32 without loss; at any alignment.</summary>
    static abstract TFloat Load<TFloat, TDouble>(ref readonly byte bytes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>;
}
