using System.Runtime.CompilerServices;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>Reads one tensor of a message: name = 1, datatype = 2, shape = 3, parameters = 4, contents = 5. Inputs and outputs are alike.</summary>
internal sealed class InferTensorReader(TensorTable table)
{
    private const int Name = 1;
    private const int Datatype = 2;
    private const int ShapeField = 3;
    private const int Parameters = 4;

    /// <summary>Reads a tensor into the table.</summary>
    /// <param name="message">The message, at the value of its field.</param>
    /// <param name="hasContents">Set where the tensor has typed contents.</param>
    public Fault? Read(ref WireReader message, ref bool hasContents)
    {
        if (!message.TryReadBytes(out var bytes))
        {
            return null;
        }

        if (!table.TryAdd())
        {
            return TensorFaults.TooMany();
        }

        ref var tensor = ref table.Last;
        (tensor.Start, tensor.Length) = (message.Offset - bytes.Length, bytes.Length);
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> datatype = default;
        Lengths shape = default;
        var reader = new WireReader(bytes, tensor.Start);
        while (reader.TryReadField())
        {
            _ = reader.Is(Name, WireType.Length) ? reader.TryReadText(out name)
                : reader.Is(Datatype, WireType.Length) ? reader.TryReadText(out datatype)
                : reader.Is(ShapeField, WireType.Length) ? TryReadPacked(ref reader, ref shape, ref tensor.Rank)
                : reader.Is(ShapeField, WireType.Varint) ? TryReadLength(ref reader, ref shape, ref tensor.Rank)
                : reader.Is(Parameters, WireType.Length) ? InferParameters.TryCheck(ref reader)
                : reader.Is(TensorContents.Field, WireType.Length) ? TryFindContents(ref reader, ref tensor)
                : reader.TrySkip();
        }

        if (reader.Error != WireError.None)
        {
            message.Fail(reader.Error);
            return WireFaults.Of(reader.Error, reader.Offset);
        }

        hasContents |= tensor.Form == TensorForm.Contents;
        tensor.Type = OipTypes.Find(datatype);
        tensor.HasShape = tensor.Rank <= TensorShape.MaxRank && TensorShape.TryCreate(((ReadOnlySpan<long>)shape)[..tensor.Rank], out tensor.Shape);
        return table.TryKeep(name, out tensor.Name) && table.TryKeep(datatype, out tensor.TypeName) ? null : TensorFaults.TooMuchText();
    }

    private static bool TryReadPacked(ref WireReader reader, ref Lengths shape, ref int rank)
    {
        if (!reader.TryReadBytes(out var bytes))
        {
            return false;
        }

        var packed = new WireReader(bytes, reader.Offset - bytes.Length);
        while (packed.Offset < reader.Offset && TryReadLength(ref packed, ref shape, ref rank))
        {
        }

        return packed.Error == WireError.None || reader.Fail(packed.Error == WireError.Cut ? WireError.PackedUneven : packed.Error);
    }

    private static bool TryReadLength(ref WireReader reader, ref Lengths shape, ref int rank)
    {
        if (!reader.TryReadVarint(out var length))
        {
            return false;
        }

        if (rank < TensorShape.MaxRank)
        {
            shape[rank] = unchecked((long)length);
        }

        rank++;
        return true;
    }

    private static bool TryFindContents(ref WireReader reader, ref TensorEntry tensor)
    {
        if (!reader.TryReadBytes(out var bytes))
        {
            return false;
        }

        var contents = new WireReader(bytes, reader.Offset - bytes.Length);
        tensor.Form = bytes.IsEmpty ? tensor.Form : TensorForm.Contents;
        return TensorContents.TryCheck(ref contents) || reader.Fail(contents.Error);
    }

    [InlineArray(TensorShape.MaxRank)]
    private struct Lengths
    {
        private long first;
    }
}
