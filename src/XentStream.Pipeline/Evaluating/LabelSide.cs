using XentStream.Encodings;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Step 4 of labels on a topic of their own: what they show without a prediction, and a copy of them until one comes.</summary>
/// <param name="decoder">Has read the payload.</param>
/// <param name="content">Gets the copy.</param>
internal sealed class LabelSide(PayloadDecoder decoder, JoinContent content)
{
    /// <summary>Takes the labels of a record, and the rows that they are of.</summary>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? Take(scoped in DecodedPayload decoded, Contract contract)
    {
        if (ReadRowNumbers(decoded) is { } fault)
        {
            return fault;
        }

        return decoder.SelectLabels(decoded, contract.Names, out var labels) ?? TakeLabels(labels, contract);
    }

    private Fault? ReadRowNumbers(scoped in DecodedPayload decoded)
    {
        if (!decoder.Holds("rows"u8))
        {
            return null;
        }

        if (decoder.View(decoded, "rows", out var rows) is { } fault)
        {
            return fault;
        }

        if (!rows.Type.IsInteger || rows.Shape.Rank != 1)
        {
            return LabelFaults.RowsNotNumbers(rows);
        }

        content.HasRowNumbers = true;
        var numbers = content.RowNumbers.Take((int)rows.Shape.Count);
        var seen = new HashSet<long>();
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = Elements.ReadInteger(rows.Type, rows.Bytes[(i * rows.Type.Size)..]);
            if (row is < 0 or > int.MaxValue)
            {
                return LabelFaults.NoRow(row);
            }

            if (!seen.Add(row))
            {
                return LabelFaults.RowTwice(row);
            }

            numbers[i] = (int)row;
        }

        return null;
    }

    // In rows of its own: what a label is to a prediction, only the prediction tells.
    private Fault? TakeLabels(TensorView labels, Contract contract)
    {
        var shape = labels.Shape;
        var isDense = contract.Labels is LabelKind.OneHot or LabelKind.Distribution
            || (contract.Labels is null && contract.Link == Link.Softmax && !labels.Type.IsInteger && shape.Rank > 1);
        var axis = content.HasRowNumbers ? shape.Rank - 1 : contract.ClassAxis < 0 ? shape.Rank + contract.ClassAxis : contract.ClassAxis;
        axis = shape.Rank <= 1 ? shape.Rank - 1 : axis;
        var width = isDense && axis >= 0 && axis < shape.Rank ? shape[axis] : 1;
        var count = content.HasRowNumbers ? content.RowNumbers.Span.Length : width == 0 ? 0 : shape.Count / width;
        content.Rows = (int)Math.Min(count, int.MaxValue);
        if (content.HasRowNumbers && (count == 0 ? shape.Count > 0 : shape.Count % count != 0 || (!isDense && shape.Count != count && labels.Type.IsInteger)))
        {
            return LabelFaults.CountOfRows(shape, count);
        }

        (content.Type, content.Shape) = (labels.Type, shape);
        content.Values.Set(labels.Bytes);
        return null;
    }
}
