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
    private static readonly Contract Undeclared = new();

    private readonly JoinContent content = new();
    private PredictionSide? predictionSide;
    private LabelSide? labelSide;

    private PredictionSide Predictions => predictionSide ??= new PredictionSide(scorer, content);

    private LabelSide Labels => labelSide ??= new LabelSide(labelDecoder, content);

    /// <summary>Reads a prediction, and checks what it shows by itself.</summary>
    internal Evaluation EvaluatePrediction(ReadOnlySpan<byte> payload, bool isMissing, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key)
    {
        var outcome = BeginJoined(payload.Length, isLabel: false);
        try
        {
            outcome.Faults = isMissing ? Identify(outcome, default, headers, RecordFaults.PayloadMissing()) : ReadPrediction(outcome, payload, headers, declared, key);
        }
        catch (Exception bug)
        {
            (outcome.Bug, outcome.Faults) = (bug, [RecordFaults.WorkerCrash(bug)]);
        }

        outcome.Duration = Measure();
        return outcome;
    }

    /// <summary>Reads a label, and checks what it shows by itself.</summary>
    internal Evaluation EvaluateLabel(ReadOnlySpan<byte> payload, bool isMissing, in RecordHeaders headers, PayloadEncoding? declared, ReadOnlySpan<byte> key, bool canWithdraw)
    {
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

        outcome.Duration = Measure();
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
        return Predictions.Take(tensors, contract);
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

        var contract = contractOf(outcome.Model) ?? Undeclared;
        return (FindId(decoded, headers, key) ?? Labels.Take(decoded, contract)) is { } found ? [found] : [];
    }

    private Fault? FindId(scoped in DecodedPayload decoded, in RecordHeaders headers, ReadOnlySpan<byte> key)
    {
        var id = headers.Id.IsEmpty ? decoded.Id : headers.Id;
        id = id.IsEmpty ? key : id;
        content.Id.Set(id[..Math.Min(id.Length, LabelFaults.MaxIdLength)]);
        return id.IsEmpty ? LabelFaults.IdMissing() : id.Length > LabelFaults.MaxIdLength ? LabelFaults.IdTooLong(id.Length) : null;
    }
}
