using System.Buffers.Binary;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A label that is 0 − 1 in unsigned arithmetic, or what a NaN becomes as an integer; or labels of an 8-bit type for more classes than it can name.</summary>
internal sealed class LabelIntegerWraparound : IRule
{
    public FaultCode Code => FaultCode.LabelIntegerWraparound;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        // Where all rows were scored, every label is a class.
        if (batch.Offences is { MustReject: true } && FirstWrapped(batch) is { } place)
        {
            return new Fault(
                Code,
                $"The label {batch.LabelTextAt(place)} in row {place} is what {OriginOf(batch.LabelAt(place))}.",
                "A label was computed in an unsigned or narrow type, or a missing label was cast.",
                "Widen labels before arithmetic, and map missing ones to the ignore value.");
        }

        var names = batch.Labels.Type switch { ElementType.U8 => 256L, ElementType.I8 => 128L, _ => long.MaxValue };
        return !batch.IsIndex || batch.ClassAxis is null || batch.C <= names ? null : new Fault(
            Code,
            $"{batch.C} classes do not fit into labels of type {batch.Labels.Type.Name}, which can name {names}.",
            "The labels were narrowed before sending: those of higher classes may have wrapped to lower ones.",
            "Send the labels as I32 or I64.")
        { Severity = Severity.Warn, Certainty = Certainty.Likely };
    }

    private static string OriginOf(double label) => label < 0 ? "a NaN becomes when it is cast to an integer"
        : label is int.MaxValue or long.MaxValue ? "infinity becomes when it is cast to an integer, or the largest number of a type"
        : "0 - 1 gives in unsigned arithmetic";

    private static long? FirstWrapped(in DiagnosedBatch batch)
    {
        foreach (var block in batch.LabelBlocks())
        {
            // All that are looked for lie outside of this range.
            for (var i = block.Numbers.AreWithin(-int.MaxValue, int.MaxValue - 1) ? block.Count : 0; i < block.Count; i++)
            {
                if (IsWrapped(batch, block.First + i))
                {
                    return block.First + i;
                }
            }
        }

        return null;
    }

    private static bool IsWrapped(in DiagnosedBatch batch, long place)
    {
        var isWrapped = batch.Labels.Type switch
        {
            ElementType.U64 or ElementType.I64 => IsWrapped(BinaryPrimitives.ReadInt64LittleEndian(batch.Labels.Bytes[(int)(place * sizeof(long))..]), batch.Labels.Type == ElementType.I64),
            ElementType.U32 or ElementType.I32 or ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64 =>
                batch.LabelAt(place) is uint.MaxValue or int.MaxValue or int.MinValue or long.MinValue,
            _ => false,
        };
        return isWrapped && !batch.IsIgnored(place);
    }

    // Doubles hold the values at 32 bits and the powers of two, but not the largest 64-bit numbers.
    private static bool IsWrapped(long bits, bool isSigned) => bits is uint.MaxValue or int.MaxValue or long.MaxValue || (isSigned ? bits is int.MinValue or long.MinValue : bits == -1);
}
