using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>
/// Reads the messages ModelInferResponse and ModelInferRequest of the Open Inference Protocol in place:
/// <see href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/open_inference_grpc.proto"/>.
/// </summary>
/// <remarks>
/// Both begin alike: model_name = 1, model_version = 2, id = 3, parameters = 4, and the tensors = 5. Field 6 holds the raw contents of a response, but the
/// outputs that a request asks for, whose raw contents are field 7. A message that nobody names is a request if it has field 7, or if its tensors have typed
/// contents and field 6 is there all the same: raw and typed contents exclude each other.
/// </remarks>
internal sealed class OipProtobufReader(TensorTable table)
{
    private const int ModelName = 1;
    private const int ModelVersion = 2;
    private const int Id = 3;
    private const int Parameters = 4;
    private const int Tensors = 5;
    private const int ResponseRaw = 6;
    private const int RequestRaw = 7;

    private readonly InferTensorReader tensors = new(table);
    private readonly RawContents responseRaw = new();
    private readonly RawContents requestRaw = new();

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isRequest">Whether a header says that it is a request.</param>
    /// <param name="decoded">Gets the identity.</param>
    /// <returns>The fault, or null; then the table holds the tensors.</returns>
    public Fault? Read(ReadOnlySpan<byte> message, bool isRequest, ref DecodedPayload decoded)
    {
        responseRaw.Clear();
        requestRaw.Clear();
        var hasContents = false;
        var reader = new WireReader(message, 0);
        while (reader.TryReadField())
        {
            var fault = ReadField(ref reader, ref decoded, ref hasContents);
            if (fault is not null)
            {
                return fault;
            }
        }

        return reader.Error != WireError.None ? WireFaults.Of(reader.Error, reader.Offset)
            : isRequest || requestRaw.Count > 0 || (hasContents && responseRaw.Count > 0) ? PlaceRaw(requestRaw, hasContents)
            : PlaceRaw(responseRaw, hasContents);
    }

    private Fault? ReadField(ref WireReader reader, ref DecodedPayload decoded, ref bool hasContents)
    {
        if (reader.Type != WireType.Length)
        {
            reader.TrySkip();
            return null;
        }

        switch (reader.Field)
        {
            case ModelName:
                decoded.Model = reader.TryReadText(out var model) ? model : default;
                return null;
            case ModelVersion:
                decoded.Version = reader.TryReadText(out var version) ? version : default;
                return null;
            case Id:
                decoded.Id = reader.TryReadText(out var id) ? id : default;
                return null;
            case Parameters:
                InferParameters.TryCheck(ref reader);
                return null;
            case Tensors:
                return tensors.Read(ref reader, ref hasContents);
            case ResponseRaw:
                return responseRaw.Read(ref reader);
            case RequestRaw:
                return requestRaw.Read(ref reader);
            default:
                reader.TrySkip();
                return null;
        }
    }

    private Fault? PlaceRaw(RawContents raw, bool hasContents)
    {
        if (raw.Count == 0)
        {
            return null;
        }

        if (raw.Count != table.Entries.Length || hasContents)
        {
            return hasContents ? WireFaults.RawAndTyped() : WireFaults.RawCount(raw.Count, table.Entries.Length);
        }

        for (var i = 0; i < raw.Count; i++)
        {
            ref var tensor = ref table.Entries[i];
            (tensor.Form, tensor.Start, tensor.Length) = (TensorForm.Bytes, raw[i].Start, raw[i].Length);
        }

        return null;
    }
}
