using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

public static partial class ReasonPages
{
    private static ImmutableArray<ReasonPage> OfDecoding =>
    [
        new(FaultCode.UnknownEncoding, "reject", "certain")
        {
            Rule = "The content type or the first bytes belong to no encoding that is read here.",
            Example = "a record of CSV with content-type: text/csv",
            Cause = "The producer writes another format, or the header names it wrongly.",
            Fix = "Send safetensors or the Open Inference Protocol, and name the encoding in content-type or in the configuration.",
        },
        new(FaultCode.CompressedPayload, "reject", "certain")
        {
            Rule = "The value begins with the bytes of gzip or zip.",
            Example = "1F 8B 08 …",
            Cause = "The payload was compressed by the program, beside or in place of Kafka's own compression.",
            Fix = "Send the payload as it is, and set compression.type on the producer.",
        },
        new(FaultCode.PicklePayload, "reject", "certain")
        {
            Rule = "The value begins with the bytes of a Python pickle.",
            Example = "80 04 95 …",
            Cause = "torch.save or pickle.dumps was used; loading a pickle runs code.",
            Fix = "Send safetensors: safetensors.torch.save(tensors).",
        },
        new(FaultCode.HeaderMalformed, "reject", "certain")
        {
            Rule = "The header or the message that describes the tensors cannot be read.",
            Example = "a JSON header that is cut off",
            Cause = "The payload was cut, or written by hand.",
            Fix = "Write the payload with the official library of its encoding.",
        },
        new(FaultCode.HeaderTooLarge, "reject", "certain")
        {
            Rule = "The header says that it is longer than 64 KiB.",
            Example = "a text in place of safetensors, whose first eight bytes are read as a length",
            Cause = "The payload is another format, or holds thousands of tensors.",
            Fix = "Send the tensors of one batch, in the declared encoding.",
        },
        new(FaultCode.TensorMissing, "reject", "certain")
        {
            Rule = "A tensor that the contract needs is not there.",
            Example = "output_0 and labels, where logits and labels are expected",
            Cause = "The model calls its output otherwise, or only one side was sent.",
            Fix = "Send logits (or probabilities, log_probabilities) and labels, or tell the model's names in Rename.",
        },
        new(FaultCode.TensorDuplicate, "reject", "certain")
        {
            Rule = "Two tensors, or two keys of one tensor, have the same name.",
            Example = "logits twice",
            Cause = "Two outputs were written under one name.",
            Fix = "Give each tensor a name of its own.",
        },
        new(FaultCode.TensorTypeUnsupported, "reject", "certain")
        {
            Rule = "The elements of a tensor with a role have a type that cannot be scored.",
            Example = "logits of type F8_E4M3",
            Cause = "The quantised output was sent as it is, or the type has another library's name.",
            Fix = "Send scores as F16, BF16, F32 or F64, labels as integers, weights as floats.",
        },
        new(FaultCode.TensorRangeInvalid, "reject", "certain")
        {
            Rule = "The byte ranges of the tensors leave holes, overlap, or do not end with the payload.",
            Example = "one byte behind the last tensor",
            Cause = "The payload was cut or padded, or its offsets were computed by hand.",
            Fix = "Write the payload with the official library of its encoding.",
        },
        new(FaultCode.ShapeOverflow, "reject", "certain")
        {
            Rule = "A shape has more than 8 axes, a negative length, or a product beyond 63 bits.",
            Example = "[-1, 10]",
            Cause = "A length is unknown, as in a model's signature.",
            Fix = "Send the shape that the array really has.",
        },
        new(FaultCode.ByteLengthMismatch, "reject", "certain")
        {
            Rule = "A tensor's bytes or values are more or fewer than type and shape ask for.",
            Example = "F32 [29, 10] in 580 bytes",
            Cause = "Shape, type and bytes come from different arrays.",
            Fix = "Write shape, type and bytes from one contiguous array.",
        },
        new(FaultCode.BatchTooLarge, "reject", "certain")
        {
            Rule = "The batch has more rows or bytes than its contract allows.",
            Example = "100 rows where MaxRows is 50",
            Cause = "Several batches were joined, or the limit is meant for another stream.",
            Fix = "Send smaller batches, or raise MaxRows or MaxBytes.",
        },
        new(FaultCode.PayloadMissing, "reject", "certain")
        {
            Rule = "The record has no value.",
            Example = "a tombstone",
            Cause = "A compacted topic, or a producer that sends the key alone.",
            Fix = "Send a value, or evaluate another topic.",
        },
        new(FaultCode.ContractMissing, "reject", "certain")
        {
            Rule = "No contract is declared for the model, and there is no default.",
            Example = "model letters, where digits is declared",
            Cause = "The model is new, or its name is written otherwise.",
            Fix = "Declare a contract for the model, or for `*`.",
        },
        new(FaultCode.WorkerCrash, "reject", "certain")
        {
            Rule = "The evaluation threw: a bug of XentStream.",
            Example = "an exception in the log, with topic, partition and offset of the record",
            Cause = "A bug of ours; the record may be right.",
            Fix = "Report it with the record from quarantine; the other records go on.",
        },
    ];
}
