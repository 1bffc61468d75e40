using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>How a batch is to be read so that it is what was meant. What is null stays as it is.</summary>
internal sealed record Repair
{
    /// <summary>Another shape for the labels.</summary>
    public TensorShape? LabelShape { get; init; }

    /// <summary>Class indices in place of the labels, of the shape <see cref="LabelShape"/>.</summary>
    public long[]? ClassIndices { get; init; }

    /// <summary>Another class axis.</summary>
    public int? ClassAxis { get; init; }

    /// <summary>Another kind of scores.</summary>
    public ScoreKind? Scores { get; init; }

    /// <summary>Another value to ignore.</summary>
    public long? IgnoreIndex { get; init; }

    /// <summary>The labels with this repair.</summary>
    public TensorView LabelsFor(TensorView labels) => ClassIndices is { } indices
        ? new TensorView(ElementType.I64, LabelShape!.Value, MemoryMarshal.AsBytes<long>(indices))
        : LabelShape is { } shape ? new TensorView(labels.Type, shape, labels.Bytes)
        : labels;

    /// <summary>The contract with this repair.</summary>
    public Contract ContractFor(Contract contract) => contract with
    {
        ClassAxis = ClassAxis ?? contract.ClassAxis,
        Scores = Scores ?? contract.Scores,
        Labels = ClassIndices is null ? contract.Labels : LabelKind.Index,
        IgnoreIndex = IgnoreIndex ?? contract.IgnoreIndex,
    };
}
