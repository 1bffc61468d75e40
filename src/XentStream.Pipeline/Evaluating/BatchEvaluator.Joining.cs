using System.Collections.Immutable;
using XentStream.Encodings;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

// Steps 2 to 4 where labels come on a topic of their own: each side by itself. Step 5 waits for the other.
public sealed partial class BatchEvaluator
{
    private readonly JoinContent content = new();
    private byte[] zeros = [];
    private FittedPrediction fitted;

    /// <summary>Reads a prediction, and checks what it shows by itself.</summary>
    internal Evaluation EvaluatePrediction(ReadOnlySpan<byte> payload, bool isMissing, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key)
    {
        var start = time.GetTimestamp();
        var outcome = BeginJoined(payload.Length, isLabel: false);
        try
        {
            outcome.Faults = isMissing ? Identify(outcome, default, headers, RecordFaults.PayloadMissing()) : ReadPrediction(outcome, payload, headers, declared, key);
        }
        catch (Exception bug)
        {
            (outcome.Bug, outcome.Faults) = (bug, [RecordFaults.WorkerCrash(bug)]);
        }

        outcome.End(time, start);
        return outcome;
    }

    /// <summary>Reads a label, and checks what it shows by itself.</summary>
    internal Evaluation EvaluateLabel(ReadOnlySpan<byte> payload, bool isMissing, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key, bool canWithdraw)
    {
        var start = time.GetTimestamp();
        var outcome = BeginJoined(payload.Length, isLabel: true);
        content.Raw.Set(payload);
        try
        {
            outcome.Faults = headers.IsHeartbeat ? Beat() : isMissing ? Withdraw(outcome, headers, key, canWithdraw) : ReadLabel(outcome, payload, headers, declared, key);
        }
        catch (Exception bug)
        {
            (outcome.Bug, outcome.Faults) = (bug, [RecordFaults.WorkerCrash(bug)]);
        }

        outcome.End(time, start);
        return outcome;
    }

    private Evaluation BeginJoined(int length, bool isLabel)
    {
        var outcome = Begin(length);
        content.Begin(isLabel);
        outcome.Joined = content;
        return outcome;
    }

    private ImmutableArray<Fault> Beat()
    {
        content.IsHeartbeat = true;
        return [];
    }

    private ImmutableArray<Fault> Withdraw(Evaluation outcome, in RecordHeaders headers, ReadOnlySpan<byte> key, bool canWithdraw)
    {
        content.IsWithdrawal = true;
        return !canWithdraw ? Identify(outcome, default, headers, LabelFaults.CannotWithdraw())
            : FindId(default, headers, key) is { } missing ? [missing]
            : Identify(outcome, default, headers, null);
    }

    private ImmutableArray<Fault> ReadPrediction(Evaluation outcome, ReadOnlySpan<byte> payload, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key)
    {
        var faults = Open(outcome, payload, headers, declared, out var decoded, out var contract);
        if (!faults.IsEmpty)
        {
            return faults;
        }

        TensorBatch tensors = default;
        if ((FindId(decoded, headers, key) ?? decoder.SelectPredictions(decoded, contract, out tensors)) is { } fault)
        {
            return [fault];
        }

        outcome.Contract = contract;
        return TakePrediction(tensors, contract);
    }

    private ImmutableArray<Fault> TakePrediction(in TensorBatch tensors, Contract contract)
    {
        if (!fitted.IsOf(tensors, contract))
        {
            var faults = FindShapeFaults(tensors, contract);
            if (!faults.IsEmpty)
            {
                return faults;
            }

            fitted = new FittedPrediction(tensors, contract, ClassAxisOf(tensors.Scores.Shape, tensors, contract));
        }

        (content.Kind, content.Type, content.Rows) = (contract.Scores ?? tensors.ScoreKind, tensors.Scores.Type, fitted.Rows);
        ClassLast.Copy(tensors.Scores, fitted.ClassAxis, content.Values.Take(tensors.Scores.Bytes.Length));
        Elements.ReadDoubles(tensors.Weights.Type, tensors.Weights.Bytes, content.Weights.Take(tensors.Weights.IsPresent ? content.Rows : 0));
        return [];
    }

    private ImmutableArray<Fault> FindShapeFaults(in TensorBatch tensors, Contract contract)
    {
        var batch = WithAnyLabels(tensors, contract);
        content.Rows = (int)Math.Min(batch.Labels.Shape.Count, int.MaxValue);
        var faults = scorer.FindShapeFaults(batch, contract);

        // Nothing is repaired here: the rows are read again for each label.
        return faults.IsEmpty ? faults : faults.SetItem(0, faults[0] with { Severity = Severity.Reject });
    }

    // Labels that fit, whatever they say: what is found to be wrong then is wrong with the scores.
    private TensorBatch WithAnyLabels(in TensorBatch tensors, Contract contract)
    {
        var shape = tensors.Scores.Shape;
        var isDense = contract.Labels is LabelKind.OneHot or LabelKind.Distribution;
        var type = isDense || contract.Labels == LabelKind.Probability ? ElementType.F16 : ElementType.U8;
        var labels = !isDense && ClassAxisOf(shape, tensors, contract) is { } axis ? shape.Without(axis) : shape;
        var length = (int)Math.Min(labels.Count * type.Size, Array.MaxLength);
        zeros = zeros.Length < length ? new byte[length] : zeros;
        return tensors with { Labels = new TensorView(type, labels, zeros.AsSpan(0, length)) };
    }

    private static int? ClassAxisOf(TensorShape scores, in TensorBatch tensors, Contract contract)
    {
        if (contract.Link == Link.Sigmoid || (contract.Scores ?? tensors.ScoreKind) == ScoreKind.LabelLogProbabilities)
        {
            return null;
        }

        var axis = contract.ClassAxis < 0 ? scores.Rank + contract.ClassAxis : contract.ClassAxis;
        return scores.Rank == 1 ? 0 : axis >= 0 && axis < scores.Rank ? axis : null;
    }

    private ImmutableArray<Fault> ReadLabel(Evaluation outcome, ReadOnlySpan<byte> payload, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key)
    {
        var fault = labelDecoder.Read(payload, headers, declared, out var decoded);
        outcome.Encoding = decoded.Encoding;
        var faults = Identify(outcome, decoded, headers, fault);
        if (!faults.IsEmpty)
        {
            return faults;
        }

        var contract = contractOf(outcome.Model) ?? new Contract();
        TensorView labels = default;
        fault = FindId(decoded, headers, key) ?? ReadRowNumbers(decoded) ?? labelDecoder.SelectLabels(decoded, contract.Names, out labels);
        return (fault ?? TakeLabels(labels, contract)) is { } found ? [found] : [];
    }

    private Fault? ReadRowNumbers(scoped in DecodedPayload decoded)
    {
        if (!labelDecoder.Holds("rows"u8))
        {
            return null;
        }

        if (labelDecoder.View(decoded, "rows", out var rows) is { } fault)
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

    private Fault? FindId(scoped in DecodedPayload decoded, in RecordHeaders headers, ReadOnlySpan<byte> key)
    {
        var id = headers.Id.IsEmpty ? decoded.Id : headers.Id;
        id = id.IsEmpty ? key : id;
        content.Id.Set(id[..Math.Min(id.Length, LabelFaults.MaxIdLength)]);
        return id.IsEmpty ? LabelFaults.IdMissing() : id.Length > LabelFaults.MaxIdLength ? LabelFaults.IdTooLong(id.Length) : null;
    }
}
