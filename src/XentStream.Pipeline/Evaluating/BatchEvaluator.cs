using System.Collections.Immutable;
using XentStream.Encodings;
using XentStream.Encodings.Selection;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Steps 2 to 5 of the way of the data: identify, decode, check, score. One instance serves one thread.</summary>
/// <param name="contractOf">The contract of a model, or null where none is declared.</param>
/// <param name="time">The clock that durations are measured by.</param>
/// <param name="rowLosses">Where to put the loss of each row of a batch, as <see cref="BatchScorer.RowLosses"/>. Usually nowhere.</param>
/// <param name="evidence">Evidence over streams; null where batches are not of a stream.</param>
/// <param name="paired">What is kept of a scored batch to compare it with one of another version. Usually nothing.</param>
public sealed partial class BatchEvaluator(Func<string, Contract?> contractOf, TimeProvider time, IList<double>? rowLosses = null, ModelEvidence? evidence = null, PairedContent? paired = null)
{
    /// <summary>The duration of one record in so many is measured, beginning with the first: the clock takes as long as a few rows.</summary>
    internal const int Measured = 16;

    private readonly PayloadDecoder decoder = new();
    private readonly PayloadDecoder labelDecoder = new(readsPlainLabels: true);
    private readonly BatchScorer scorer = new() { RowLosses = rowLosses ?? paired?.Losses };
    private readonly IdentityNames models = new();
    private readonly IdentityNames versions = new();
    private Evaluation? evaluation;
    private long evaluations;
    private long? startedAt;

    /// <summary>Evaluates a record of any bytes. It never throws: an exception becomes the fault <see cref="FaultCode.WorkerCrash"/>.</summary>
    /// <param name="payload">The record's value.</param>
    /// <param name="isMissing">Whether the record has no value.</param>
    /// <param name="headers">The record's headers.</param>
    /// <param name="declared">The encoding of records whose headers name none; null where their first bytes decide.</param>
    /// <returns>The outcome, which holds until the next call.</returns>
    public Evaluation Evaluate(ReadOnlySpan<byte> payload, bool isMissing, in RecordHeaders headers, PayloadEncoding? declared)
    {
        var outcome = Begin(payload.Length);
        try
        {
            outcome.Faults = isMissing ? Identify(outcome, default, headers, RecordFaults.PayloadMissing()) : DecodeAndScore(outcome, payload, headers, declared);
        }
        catch (Exception bug)
        {
            outcome.Bug = bug;
            outcome.Faults = [RecordFaults.WorkerCrash(bug)];
        }

        outcome.Duration = Measure();
        return outcome;
    }

    /// <summary>Leaves a record unread that was rejected before: the outcome is the same.</summary>
    /// <param name="length">Bytes of its value.</param>
    /// <param name="model">The model that it was found to be of.</param>
    /// <param name="fault">What was found.</param>
    internal Evaluation RejectUnread(int length, string model, Fault fault)
    {
        var outcome = Begin(length);
        (outcome.Model, outcome.Faults, outcome.IsUnread) = (model, [fault], true);
        return outcome;
    }

    private Evaluation Begin(int length)
    {
        startedAt = evaluations++ % Measured == 0 ? time.GetTimestamp() : null;
        var outcome = evaluation ??= new Evaluation(scorer.Totals);
        outcome.Clear();
        outcome.Joined = null;
        outcome.Length = length;
        return outcome;
    }

    private TimeSpan? Measure() => startedAt is { } start ? time.GetElapsedTime(start) : null;

    private ImmutableArray<Fault> DecodeAndScore(Evaluation outcome, ReadOnlySpan<byte> payload, in RecordHeaders headers, PayloadEncoding? declared)
    {
        var faults = Open(outcome, payload, headers, declared, out var decoded, out var contract);
        if (!faults.IsEmpty)
        {
            return faults;
        }

        if (decoder.Select(decoded, contract, out var tensors) is { } unselected)
        {
            return [unselected];
        }

        Describe(outcome, tensors);
        outcome.Contract = contract;
        outcome.Kinds = BatchKinds.Of(tensors, contract);
        var stream = evidence?.Of(outcome.Model, outcome.Version);
        faults = scorer.Score(tensors, contract, stream);
        outcome.StreamFaults = stream?.Faults ?? [];
        paired?.Take(headers.Id.IsEmpty ? decoded.Id : headers.Id, tensors.Labels);
        return faults;
    }

    // What every batch goes through before its tensors are looked for. Without faults there is a contract.
    private ImmutableArray<Fault> Open(Evaluation outcome, ReadOnlySpan<byte> payload, scoped in RecordHeaders headers, PayloadEncoding? declared, out DecodedPayload decoded, out Contract contract)
    {
        contract = null!;
        var fault = decoder.Read(payload, headers, declared, out decoded);
        outcome.Encoding = decoded.Encoding;
        var faults = Identify(outcome, decoded, headers, fault);
        if (!faults.IsEmpty)
        {
            return faults;
        }

        if (contractOf(outcome.Model) is not { } declaredContract)
        {
            return [RecordFaults.ContractMissing(outcome.Model)];
        }

        contract = declaredContract;
        return payload.Length > contract.MaxBytes ? [RecordFaults.BatchTooLarge(payload.Length, contract.MaxBytes)] : [];
    }

    // The record's headers override the payload. A name that is too long is a fault of its own, unless the payload has one already.
    private ImmutableArray<Fault> Identify(Evaluation outcome, in DecodedPayload decoded, in RecordHeaders headers, Fault? fault)
    {
        var model = headers.Model.IsEmpty ? decoded.Model : headers.Model;
        var version = headers.Version.IsEmpty ? decoded.Version : headers.Version;
        if (model.Length > IdentityNames.MaxLength || version.Length > IdentityNames.MaxLength)
        {
            var isModel = model.Length > IdentityNames.MaxLength;
            return [fault ?? RecordFaults.NameTooLong(isModel ? "model name" : "model version", isModel ? model.Length : version.Length)];
        }

        outcome.Model = models.Get(model);
        outcome.Version = versions.Get(version);
        return fault is null ? [] : [fault];
    }

    private static void Describe(Evaluation outcome, in TensorBatch tensors)
    {
        outcome.IsDecoded = true;
        outcome.ScoresType = tensors.Scores.Type;
        outcome.ScoresShape = tensors.Scores.Shape;
        outcome.LabelsType = tensors.Labels.Type;
        outcome.LabelsShape = tensors.Labels.Shape;
    }
}
