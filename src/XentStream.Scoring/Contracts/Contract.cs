using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XentStream.Scoring.Contracts;

/// <summary>What a stream declares about its batches. The semantics are those of PyTorch's <c>CrossEntropyLoss</c> and <c>BCEWithLogitsLoss</c>.</summary>
public sealed record Contract
{
    /// <summary>The client's limit for a record, which is also the default limit for a batch, in bytes.</summary>
    public const long DefaultMaxBytes = 1_000_000_000;

    /// <summary>The largest weight of a row or a class: the product of two, added up over 2^63 rows, is still a double.</summary>
    public const double LargestWeight = 1e144;

    // PyTorch's.
    private const long DefaultIgnoreIndex = -100;

    private readonly long? ignoreIndex;
    private readonly bool declaresIgnoreIndex;

    /// <summary>What the scores are, or null where the tensor's name says it.</summary>
    public ScoreKind? Scores { get; init; }

    /// <summary>What the labels are, or null where types and shapes say it.</summary>
    public LabelKind? Labels { get; init; }

    /// <summary>What turns logits into probabilities.</summary>
    public Link Link { get; init; }

    /// <summary>How many classes there are, or null where that is not checked.</summary>
    public long? Classes { get; init; }

    /// <summary>Whether the head may have more classes than declared, as a padded vocabulary does.</summary>
    public bool ClassesAtLeast { get; init; }

    /// <summary>The axis of the classes; −1 is the last. Scores of one axis have their classes on it whatever stands here.</summary>
    public int ClassAxis { get; init; } = 1;

    /// <summary>The label of rows that are not scored, or null where every label counts. Undeclared it is −100 for softmax, as in PyTorch, and null for sigmoid.</summary>
    public long? IgnoreIndex
    {
        get => declaresIgnoreIndex ? ignoreIndex : Link == Link.Softmax ? DefaultIgnoreIndex : null;
        init => (ignoreIndex, declaresIgnoreIndex) = (value, true);
    }

    /// <summary>Whether labels of the declared kind can have a value to ignore: those that are whole numbers.</summary>
    public bool CanIgnore => Labels is null or LabelKind.Index or LabelKind.Binary;

    /// <summary>ε in [0, 1]: the share of each label that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>A weight ≥ 0 for each class, up to <see cref="LargestWeight"/>, or none where all are 1.</summary>
    public ImmutableArray<double> ClassWeights { get; init; } = [];

    /// <summary>Sigmoid: a weight ≥ 0 of positive labels, up to <see cref="LargestWeight"/>, one for each index of the last axis or one for all; none where all are 1.</summary>
    public ImmutableArray<double> PositiveWeights { get; init; } = [];

    /// <summary>Whether dense labels of zeros alone are ignored rows, not faults.</summary>
    public bool IgnoresZeroRows { get; init; }

    /// <summary>Whether labels may have axes of length 1 that the scores have not.</summary>
    public bool Squeeze { get; init; }

    /// <summary>The k for which it is counted how often the label is among the k highest scores, ascending, 1 first.</summary>
    public ImmutableArray<int> TopK { get; init; } = [1];

    /// <summary>Which mean is printed as the mean, or null for PyTorch's.</summary>
    public MeanKind? Mean { get; init; }

    /// <summary>What the model calls its tensors.</summary>
    public TensorNames Names { get; init; } = TensorNames.Default;

    /// <summary>The most rows of a batch.</summary>
    public long MaxRows { get; init; } = 1 << 24;

    /// <summary>The most bytes of a record.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>16 hexadecimal digits that differ where anything that changes a number differs: SHA-256, shortened.</summary>
    public string Digest
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"scores={Scores};labels={Labels};link={Link};classes={Classes};at-least={ClassesAtLeast};axis={ClassAxis};ignore={IgnoreIndex};") +
                string.Create(CultureInfo.InvariantCulture, $"smoothing={LabelSmoothing:R};class-weights={Join(ClassWeights)};positive-weights={Join(PositiveWeights)};zero-rows={IgnoresZeroRows};") +
                string.Create(CultureInfo.InvariantCulture, $"squeeze={Squeeze};top-k={string.Join(',', TopK)};max-rows={MaxRows};max-bytes={MaxBytes}") +
                (Names == TensorNames.Default ? "" : $";rename={Names}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
        }
    }

    private static string Join(ImmutableArray<double> weights) => string.Join(',', weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));
}
