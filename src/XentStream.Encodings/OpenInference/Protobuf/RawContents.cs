using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>Where the raw contents of the tensors lie in the payload, in the order of the tensors. They may come before or behind these.</summary>
internal sealed class RawContents
{
    private (int Start, int Length)[] ranges = new (int, int)[4];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The place of one.</summary>
    public (int Start, int Length) this[int tensor] => ranges[tensor];

    /// <summary>Forgets those of the last message.</summary>
    public void Clear() => Count = 0;

    /// <summary>Reads one more.</summary>
    public Fault? Read(ref WireReader reader)
    {
        if (Count == TensorTable.MaxTensors)
        {
            return TensorFaults.TooMany();
        }

        if (Count == ranges.Length)
        {
            Array.Resize(ref ranges, Count * 2);
        }

        if (reader.TryReadBytes(out var bytes))
        {
            ranges[Count++] = (reader.Offset - bytes.Length, bytes.Length);
        }

        return null;
    }
}
