using System.Runtime.InteropServices;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>A label record in the log: what its payload holds. Its places are its labels in their order.</summary>
/// <remarks><code>row numbers, 4 bytes each, or none · lengths of the axes, 8 bytes each, where there are several · labels · id; the counts of the first two before them, 4 bytes each, where they are there</code></remarks>
internal readonly ref struct StoredLabel
{
    public StoredLabel(in LoggedRecord record, ReadOnlySpan<byte> payload)
    {
        var rest = payload[..^record.IdLength];
        HasRowNumbers = (record.Flags & RecordFlags.HasExtra) != 0;
        RowNumbers = HasRowNumbers ? Take<int>(ref rest) : default;
        Axes = (record.Flags & RecordFlags.HasAxes) != 0 ? Take<long>(ref rest) : default;
        Type = record.Type;
        Values = rest;
        Count = Values.Length / Type.Size;
    }

    /// <summary>Whether it names its rows.</summary>
    public bool HasRowNumbers { get; }

    /// <summary>The rows of the prediction that it is for, where it names them.</summary>
    public ReadOnlySpan<int> RowNumbers { get; }

    /// <summary>The lengths of its axes, where there are several.</summary>
    public ReadOnlySpan<long> Axes { get; }

    /// <summary>The type of the labels.</summary>
    public ElementType Type { get; }

    /// <summary>The labels.</summary>
    public ReadOnlySpan<byte> Values { get; }

    /// <summary>How many numbers they are.</summary>
    public int Count { get; }

    /// <summary>The row of a place.</summary>
    public int RowOf(int place) => HasRowNumbers ? RowNumbers[place] : place;

    /// <summary>How many places there are for a prediction of so many rows.</summary>
    public int PlacesFor(int rows) => HasRowNumbers ? RowNumbers.Length : rows;

    /// <summary>The bytes of a class of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="c">The class; 0 where a label is one number.</param>
    /// <param name="width">How many numbers a label has.</param>
    /// <param name="classAxis">The axis of the classes of records with several axes, which need not be the last.</param>
    public ReadOnlySpan<byte> At(int place, int c, int width, int classAxis)
    {
        var stride = HasRowNumbers || width == 1 ? 1 : StrideOf(classAxis);
        var (outer, inner) = Math.DivRem(place, stride);
        return Values.Slice(((((outer * width) + c) * stride) + inner) * Type.Size, Type.Size);
    }

    /// <summary>Bytes of a payload.</summary>
    public static int LengthOf(in LabelRecord record) =>
        (record.HasRowNumbers ? (record.RowNumbers.Length + 1) * sizeof(int) : 0)
        + (record.Shape.Rank > 1 ? sizeof(int) + (record.Shape.Rank * sizeof(long)) : 0) + record.Values.Length + record.Id.Length;

    /// <summary>Writes a payload.</summary>
    public static void Write(in LabelRecord record, Span<byte> payload)
    {
        var rest = payload;
        if (record.HasRowNumbers)
        {
            Put(record.RowNumbers, ref rest);
        }

        if (record.Shape.Rank > 1)
        {
            Span<long> axes = stackalloc long[TensorShape.MaxRank];
            for (var axis = 0; axis < record.Shape.Rank; axis++)
            {
                axes[axis] = record.Shape[axis];
            }

            Put<long>(axes[..record.Shape.Rank], ref rest);
        }

        record.Values.CopyTo(rest);
        record.Id.CopyTo(payload[^record.Id.Length..]);
    }

    private int StrideOf(int classAxis)
    {
        var axis = classAxis < 0 ? Axes.Length + classAxis : classAxis;
        long stride = 1;
        for (axis++; axis < Axes.Length; axis++)
        {
            stride *= Axes[axis];
        }

        return (int)stride;
    }

    private static ReadOnlySpan<T> Take<T>(scoped ref ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        var count = MemoryMarshal.Read<int>(bytes);
        var taken = MemoryMarshal.Cast<byte, T>(bytes[sizeof(int)..])[..count];
        bytes = bytes[(sizeof(int) + MemoryMarshal.AsBytes(taken).Length)..];
        return taken;
    }

    private static void Put<T>(scoped ReadOnlySpan<T> values, scoped ref Span<byte> bytes)
        where T : unmanaged
    {
        MemoryMarshal.Write(bytes, values.Length);
        var raw = MemoryMarshal.AsBytes(values);
        raw.CopyTo(bytes[sizeof(int)..]);
        bytes = bytes[(sizeof(int) + raw.Length)..];
    }
}
