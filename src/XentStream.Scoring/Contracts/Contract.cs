using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XentStream.Scoring.Contracts;

/// <summary>What a stream declares about its batches: logits <c>[C]</c>, <c>[N, C]</c> or <c>[N, C, …]</c>, and index labels.</summary>
public sealed record Contract
{
    /// <summary>The client's limit for a record, which is also the default limit for a batch, in bytes.</summary>
    public const long DefaultMaxBytes = 1_000_000_000;

    /// <summary>How many classes there are, or null where that is not checked.</summary>
    public long? Classes { get; init; }

    /// <summary>Whether the head may have more classes than declared, as a padded vocabulary does.</summary>
    public bool ClassesAtLeast { get; init; }

    /// <summary>The axis of the classes; −1 is the last. Scores of one axis have their classes on it whatever stands here.</summary>
    public int ClassAxis { get; init; } = 1;

    /// <summary>The label of rows that are not scored, or null where every label counts. The default is PyTorch's.</summary>
    public long? IgnoreIndex { get; init; } = -100;

    /// <summary>The k for which it is counted how often the label is among the k highest scores, ascending, 1 first.</summary>
    public ImmutableArray<int> TopK { get; init; } = [1];

    /// <summary>Which mean is printed as the mean.</summary>
    public MeanKind Mean { get; init; } = MeanKind.Weighted;

    /// <summary>The most rows of a batch.</summary>
    public long MaxRows { get; init; } = 1 << 24;

    /// <summary>The most bytes of a record.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>16 hexadecimal digits that differ where anything that changes a number differs: SHA-256, shortened.</summary>
    /// <remarks>Computed at every call: a stored one would be copied by <c>with</c> and stand in the way of equality. Who needs it often keeps it.</remarks>
    public string Digest
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"scores=logits;labels=index;link=softmax;classes={Classes};at-least={ClassesAtLeast};axis={ClassAxis};" +
                $"ignore={IgnoreIndex};top-k={string.Join(',', TopK)};max-rows={MaxRows};max-bytes={MaxBytes}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
        }
    }
}
