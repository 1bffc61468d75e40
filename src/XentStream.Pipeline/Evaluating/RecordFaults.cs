using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Evaluating;

/// <summary>The sentences for what a record as a whole can lack.</summary>
internal static class RecordFaults
{
    public static Fault PayloadMissing() => new(
        FaultCode.PayloadMissing,
        "The record has no value.",
        "It is a tombstone for a compacted topic, or the producer sent null where a batch should be.",
        "Send one batch of tensors in each record; filter out records without a value.");

    public static Fault ContractMissing(string model) => new(
        FaultCode.ContractMissing,
        model.Length == 0 ? "The record names no model, and no default contract is declared." : $"No contract is declared for the model `{Quote.Of(model)}`, and no default.",
        "The model is new or misspelt, or its name is missing in `__metadata__` and in the header xent-model.",
        model.Length == 0 ? "Name the model in `__metadata__` or in the header xent-model, or declare Contracts:*." : $"Declare Contracts:{Quote.Of(model)}, or Contracts:* for all models.");

    public static Fault NameTooLong(string what, int length) => new(
        FaultCode.HeaderMalformed,
        $"The {what} has {length} bytes; {IdentityNames.MaxLength} are allowed.",
        "Another text was written into the field.",
        $"Send a short {what}: it becomes a label of metrics.");

    public static Fault BatchTooLarge(long bytes, long limit) => new(
        FaultCode.BatchTooLarge,
        $"The record has {bytes} bytes; the contract allows {limit}.",
        "Several batches were joined, or the limit is meant for another stream.",
        "Send smaller batches, or raise MaxBytes in the contract.");

    public static Fault WorkerCrash(Exception bug) => new(
        FaultCode.WorkerCrash,
        $"Evaluating the record threw {bug.GetType().Name}.",
        "This is a bug of XentStream, not of the record.",
        "Please report it with the record from the quarantine topic; the others go on.");
}
