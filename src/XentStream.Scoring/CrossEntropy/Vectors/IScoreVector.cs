using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>How sixteen scores are read from bytes: plugged into the vector loops as a type.</summary>
internal interface IScoreVector
{
    /// <summary>Bytes of one score.</summary>
    static abstract int Size { get; }

    /// <summary>One score, widened to F32 without loss.</summary>
    static abstract float LoadOne(ref byte bytes);

    /// <summary>Sixteen scores in order, widened to F32 without loss; at any alignment.</summary>
    static abstract Vector512<float> Load(ref byte bytes);
}
