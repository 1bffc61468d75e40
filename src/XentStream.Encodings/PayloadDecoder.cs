using System.Buffers.Text;
using System.Text;
using XentStream.Encodings.CloudEvents;
using XentStream.Encodings.OpenInference.Json;
using XentStream.Encodings.OpenInference.Protobuf;
using XentStream.Encodings.Safetensors;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings;

/// <summary>
/// Step 3 of the way of the data, in two halves, for the payload names the model and the model's contract names the tensors: <see cref="Read"/> finds out
/// what a payload holds, and <see cref="Select"/> makes views of the tensors that matter. Arrays are never copied where they are written as such. One instance
/// serves one thread; decoding payloads without fault allocates nothing once its buffers have grown to their size.
/// </summary>
public sealed class PayloadDecoder
{
    private readonly TensorTable table = new();
    private readonly TensorSelector selector;
    private readonly SafetensorsReader safetensors;
    private readonly OipJsonReader json;
    private readonly OipProtobufReader protobuf;
    private readonly StructuredEvent structured = new();

    /// <summary>Makes a decoder.</summary>
    /// <param name="readsPlainLabels">Whether JSON may be just <c>{"id": …, "labels": […]}</c>, as records of labels by themselves may be.</param>
    public PayloadDecoder(bool readsPlainLabels = false)
    {
        selector = new TensorSelector(table);
        safetensors = new SafetensorsReader(table);
        json = new OipJsonReader(table, readsPlainLabels);
        protobuf = new OipProtobufReader(table);
    }

    /// <summary>Reads a payload of any bytes.</summary>
    /// <param name="payload">The record's value.</param>
    /// <param name="headers">The record's headers.</param>
    /// <param name="declared">The encoding of records whose headers name none; null where their first bytes decide.</param>
    /// <param name="decoded">Whatever of the identity could be read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? Read(ReadOnlySpan<byte> payload, scoped in RecordHeaders headers, PayloadEncoding? declared, out DecodedPayload decoded)
    {
        decoded = default;
        table.Clear();
        return ContentTypes.Is(headers.ContentType, ContentTypes.StructuredEvent) ? ReadEvent(payload, headers, declared, ref decoded) : ReadTensors(payload, headers, declared, ref decoded);
    }

    private Fault? ReadEvent(ReadOnlySpan<byte> payload, RecordHeaders headers, PayloadEncoding? declared, ref DecodedPayload decoded)
    {
        var fault = structured.Read(payload, ref headers, out var data)
            ?? (ContentTypes.Is(headers.ContentType, ContentTypes.StructuredEvent) ? EventFaults.Nested() : ReadTensors(data, headers, declared, ref decoded));
        decoded.Model = headers.Model.IsEmpty ? decoded.Model : headers.Model;
        decoded.Id = headers.Id.IsEmpty ? decoded.Id : headers.Id;
        return fault;
    }

    /// <summary>Selects the tensors of the payload that was read last.</summary>
    /// <param name="decoded">What <see cref="Read"/> said of it.</param>
    /// <param name="contract">The contract of its model.</param>
    /// <param name="tensors">The tensors, valid until the next payload is read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? Select(scoped in DecodedPayload decoded, Contract contract, out TensorBatch tensors) => selector.Select(decoded, contract, out tensors);

    /// <summary>Selects the scores of the payload that was read last, and the weights if there are any: the predictions whose labels come by themselves.</summary>
    /// <param name="decoded">What <see cref="Read"/> said of it.</param>
    /// <param name="contract">The contract of its model.</param>
    /// <param name="tensors">The tensors, valid until the next payload is read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? SelectPredictions(scoped in DecodedPayload decoded, Contract contract, out TensorBatch tensors) => selector.SelectPredictions(decoded, contract, out tensors);

    /// <summary>Selects the labels of the payload that was read last.</summary>
    /// <param name="decoded">What <see cref="Read"/> said of it.</param>
    /// <param name="names">Tell what they are called.</param>
    /// <param name="labels">The labels, valid until the next payload is read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? SelectLabels(scoped in DecodedPayload decoded, TensorNames names, out TensorView labels) => selector.SelectLabels(decoded, names, out labels);

    /// <summary>Whether the payload that was read last holds a tensor of a name.</summary>
    public bool Holds(ReadOnlySpan<byte> name) => selector.Holds(name);

    /// <summary>Selects one tensor of the payload that was read last.</summary>
    /// <param name="decoded">What <see cref="Read"/> said of it.</param>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="view">The tensor, valid until the next one is selected by its name or the next payload is read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? View(scoped in DecodedPayload decoded, string name, out TensorView view) => selector.View(decoded.Data, name, out view);

    /// <summary>Describes all tensors of the payload that was read last, in its order. For people: unlike the rest, it allocates.</summary>
    public IReadOnlyList<TensorDescription> Describe()
    {
        var descriptions = new List<TensorDescription>();
        foreach (ref readonly var tensor in table.Entries)
        {
            descriptions.Add(new TensorDescription(
                Encoding.UTF8.GetString(table[tensor.Name]), tensor.Type?.Name ?? table.Quote(tensor.TypeName), tensor.Type?.Element, tensor.HasShape ? tensor.Shape : null));
        }

        return descriptions;
    }

    private Fault? ReadTensors(ReadOnlySpan<byte> payload, in RecordHeaders headers, PayloadEncoding? declared, ref DecodedPayload decoded)
    {
        if (EncodingRule.Find(payload, headers, declared, out var encoding) is { } unknown)
        {
            return unknown;
        }

        var data = payload[RegistryPrefix.LengthOf(payload, encoding)..];
        decoded.Encoding = encoding;
        decoded.Data = data;
        var fault = encoding switch
        {
            PayloadEncoding.OipJson => ReadJson(data, headers, ref decoded),
            PayloadEncoding.OipProtobuf => protobuf.Read(data, EncodingRule.IsRequest(headers), ref decoded),
            _ => safetensors.Read(data, ref decoded),
        };
        decoded.ScoredCount = headers.ScoredCount.IsEmpty ? decoded.ScoredCount : headers.ScoredCount;
        return fault;
    }

    private Fault? ReadJson(ReadOnlySpan<byte> data, in RecordHeaders headers, ref DecodedPayload decoded)
    {
        var length = data.Length;
        var isLength = headers.HeaderLength.IsEmpty
            || (Utf8Parser.TryParse(headers.HeaderLength, out length, out var read) && read == headers.HeaderLength.Length && length >= 0 && length <= data.Length);
        return isLength ? json.Read(data, length, ref decoded) : JsonFaults.HeaderLength(headers.HeaderLength, data.Length);
    }
}
