using System.Runtime.CompilerServices;

namespace XentStream.Scoring.Tensors;

/// <summary>The lengths of a tensor's axes, outermost first. A value: making and passing one allocates nothing.</summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>The most axes a tensor may have.</summary>
    public const int MaxRank = 8;

    private readonly Axes axes;
    private readonly int rank;

    // Stored minus one, so that the default value is the shape of a scalar: no axes, one element.
    private readonly long countLessOne;

    private TensorShape(ReadOnlySpan<long> lengths, long count)
    {
        lengths.CopyTo(axes);
        rank = lengths.Length;
        countLessOne = count - 1;
    }

    /// <summary>The number of axes, 0 for a scalar.</summary>
    public int Rank => rank;

    /// <summary>The number of elements: the product of all lengths, 1 for a scalar.</summary>
    public long Count => countLessOne + 1;

    /// <summary>The length of an axis, counted from 0 at the outermost.</summary>
    public long this[int axis] => axes[..rank][axis];

    /// <summary>Makes a shape.</summary>
    /// <param name="lengths">At most <see cref="MaxRank"/> lengths, none negative, whose product but for zeros fits a <see cref="long"/>.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>Whether the lengths are a shape.</returns>
    public static bool TryCreate(ReadOnlySpan<long> lengths, out TensorShape shape)
    {
        shape = default;
        if (lengths.Length > MaxRank)
        {
            return false;
        }

        // A zero makes the count zero, but the other lengths must still multiply without overflow, wherever it stands: without its empty axis the shape is
        // still a shape. Safetensors multiplies from the left, and lets pass what stands behind the zero.
        Int128 product = 1;
        foreach (var length in lengths)
        {
            product *= Math.Max(length, 1);
            if (length < 0 || product > long.MaxValue)
            {
                return false;
            }
        }

        shape = new TensorShape(lengths, lengths.Contains(0) ? 0 : (long)product);
        return true;
    }

    /// <summary>Makes a shape of lengths that are known to be one.</summary>
    /// <exception cref="ArgumentException">The lengths are no shape.</exception>
    public static TensorShape Of(params ReadOnlySpan<long> lengths) =>
        TryCreate(lengths, out var shape) ? shape : throw new ArgumentException("These lengths are no shape.", nameof(lengths));

    /// <summary>The same shape without one of its axes.</summary>
    public TensorShape Without(int axis)
    {
        Axes rest = default;
        ((ReadOnlySpan<long>)axes)[..axis].CopyTo(rest);
        ((ReadOnlySpan<long>)axes)[(axis + 1)..rank].CopyTo(rest[axis..]);
        return Of(rest[..(rank - 1)]);
    }

    /// <summary>The same shape without one of its axes, or with all of them where none is given.</summary>
    public TensorShape Without(int? axis) => axis is { } one ? Without(one) : this;

    /// <summary>Whether this is another shape without one of its axes, or the same where none is given.</summary>
    public bool IsWithout(int? axis, in TensorShape whole)
    {
        if (axis is not { } one)
        {
            return Equals(whole);
        }

        ReadOnlySpan<long> lengths = axes;
        ReadOnlySpan<long> others = whole.axes;
        return rank == whole.rank - 1 && lengths[..one].SequenceEqual(others[..one]) && lengths[one..rank].SequenceEqual(others[(one + 1)..whole.rank]);
    }

    /// <summary>The same shape without its axes of length 1.</summary>
    public TensorShape Squeezed
    {
        get
        {
            Axes rest = default;
            var count = 0;
            foreach (var length in ((ReadOnlySpan<long>)axes)[..rank])
            {
                rest[count] = length;
                count += length == 1 ? 0 : 1;
            }

            return Of(rest[..count]);
        }
    }

    /// <summary>The product of the lengths of the axes from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public long CountOf(int start, int end)
    {
        long product = 1;
        for (var axis = start; axis < end; axis++)
        {
            product *= axes[axis];
        }

        return product;
    }

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => ((ReadOnlySpan<long>)axes)[..rank].SequenceEqual(((ReadOnlySpan<long>)other.axes)[..other.rank]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(rank, countLessOne);

    /// <summary>Whether two shapes have the same axes.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>The lengths in brackets, as frameworks print them: <c>[899, 10]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", ((ReadOnlySpan<long>)axes)[..rank].ToArray())}]";

    [InlineArray(MaxRank)]
    private struct Axes
    {
        private long first;
    }
}
