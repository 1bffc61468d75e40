using System.Buffers.Binary;

namespace XentStream.Demo;

/// <summary>Some rows of a data set: logits F32 <c>[Rows, 10]</c> and labels I64 <c>[Rows]</c>.</summary>
internal sealed record DigitBatch(string Version, byte[] Logits, byte[] Labels)
{
    public const int Classes = 10;
    public const string Model = "digits";

    public int Rows => Labels.Length / sizeof(long);

    /// <summary>The same batch with one logit changed.</summary>
    public DigitBatch WithLogit(int row, int c, float value)
    {
        var changed = (byte[])Logits.Clone();
        BinaryPrimitives.WriteSingleLittleEndian(changed.AsSpan(((row * Classes) + c) * sizeof(float)), value);
        return this with { Logits = changed };
    }

    /// <summary>The same batch with the labels changed, one after the other.</summary>
    public DigitBatch WithLabels(Func<long, long> change)
    {
        var changed = (byte[])Labels.Clone();
        for (var row = 0; row < Rows; row++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(row * sizeof(long)), change(LabelOf(row)));
        }

        return this with { Labels = changed };
    }

    public long LabelOf(int row) => BinaryPrimitives.ReadInt64LittleEndian(Labels.AsSpan(row * sizeof(long)));
}
