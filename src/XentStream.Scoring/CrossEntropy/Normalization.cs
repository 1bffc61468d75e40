using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>By how much the sum of probabilities may be off 1.</summary>
internal static class Normalization
{
    /// <summary>What is allowed to numbers of full precision.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>What is allowed to numbers of a type: sums of C roundings to half precision differ by their unit roundoff, and F16 also loses what is below its smallest number.</summary>
    public static double ToleranceOf(ElementType type, int classes) => type switch
    {
        ElementType.F16 => Tolerance + Math.ScaleB(1, -11) + (classes * Math.ScaleB(1, -25)),
        ElementType.BF16 => Tolerance + Math.ScaleB(1, -8),
        _ => Tolerance,
    };

    /// <summary>What is allowed to a log-sum-exp: the roundoff is relative to logarithms of up to ln C.</summary>
    public static double LogToleranceOf(ElementType type, int classes) => type switch
    {
        ElementType.F16 => Tolerance + (Math.ScaleB(1, -11) * Logarithm.Of(classes)),
        ElementType.BF16 => Tolerance + (Math.ScaleB(1, -8) * Logarithm.Of(classes)),
        _ => Tolerance,
    };
}
