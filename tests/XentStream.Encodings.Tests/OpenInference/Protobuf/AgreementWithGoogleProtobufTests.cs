using System.Runtime.InteropServices;
using CsCheck;
using Google.Protobuf;
using XentStream.Demo.OpenInference;
using XentStream.Encodings.Selection;

namespace XentStream.Encodings.Tests.OpenInference.Protobuf;

public sealed class AgreementWithGoogleProtobufTests
{
    // Fields that no version of the protocol has: a varint, a group, a text.
    private static readonly byte[] Unknown = [0x98, 0x06, 0x96, 0x01, 0x9B, 0x06, 0x08, 0x01, 0x9C, 0x06, 0xA2, 0x06, 0x02, 0xFF, 0x00];

    private static readonly Gen<byte[]> Messages =
        from isRaw in Gen.Bool
        from tensors in (isRaw ? RandomTensor.Any : RandomTensor.OfTyped).Array[2, 5]
        from identity in Gen.String[0, 9].Where(text => !text.Any(char.IsSurrogate)).Array[3]
        from isReversed in Gen.Bool
        from hasUnknown in Gen.Bool
        select Serialize(tensors, isRaw, identity, isReversed, hasUnknown);

    [Fact]
    public void Message_OfAnyTensors_IsReadAsGoogleProtobufReadsIt() => Messages.Sample(
        payload =>
        {
            var message = ModelInferResponse.Parser.ParseFrom(payload);
            var expected = message.Outputs.Select((tensor, i) => (tensor.Name, Tensor: Expect(message, tensor, i))).ToDictionary(pair => pair.Name, pair => pair.Tensor);

            Agreement.Assert(payload, default, PayloadEncoding.OipProtobuf, expected);
            new PayloadDecoder().Read(payload, default, PayloadEncoding.OipProtobuf, out var decoded);
            Assert.Equal((message.ModelName, message.ModelVersion), (System.Text.Encoding.UTF8.GetString(decoded.Model), System.Text.Encoding.UTF8.GetString(decoded.Version)));
        },
        iter: 10_000);

    private static ExpectedTensor Expect(ModelInferResponse message, InferTensor tensor, int place) => new(
        tensor.Datatype,
        [.. tensor.Shape],
        message.RawOutputContents.Count > 0 ? message.RawOutputContents[place].ToByteArray() : BytesOf(tensor.Datatype, tensor.Contents ?? new InferTensorContents()));

    private static byte[] BytesOf(string datatype, InferTensorContents contents) => datatype switch
    {
        "BOOL" => [.. contents.BoolContents.Select(value => value ? (byte)1 : (byte)0)],
        "INT8" => [.. contents.IntContents.Select(value => unchecked((byte)value))],
        "INT16" => Bytes([.. contents.IntContents.Select(value => checked((short)value))]),
        "INT32" => Bytes([.. contents.IntContents]),
        "INT64" => Bytes([.. contents.Int64Contents]),
        "UINT8" => [.. contents.UintContents.Select(value => checked((byte)value))],
        "UINT16" => Bytes([.. contents.UintContents.Select(value => checked((ushort)value))]),
        "UINT32" => Bytes([.. contents.UintContents]),
        "UINT64" => Bytes([.. contents.Uint64Contents]),
        "FP32" => Bytes([.. contents.Fp32Contents]),
        _ => Bytes([.. contents.Fp64Contents]),
    };

    private static byte[] Serialize(ExpectedTensor[] tensors, bool isRaw, string[] identity, bool isReversed, bool hasUnknown)
    {
        var message = new ModelInferResponse { ModelName = identity[0], ModelVersion = identity[1], Id = identity[2], Parameters = { ["k"] = new InferParameter { StringParam = identity[2] } } };
        foreach (var (tensor, i) in tensors.Select((tensor, i) => (tensor, i)))
        {
            var output = new InferTensor { Name = $"t{i}", Datatype = tensor.Datatype, Shape = { tensor.Shape }, Parameters = { ["binary"] = new InferParameter { BoolParam = true } } };
            message.Outputs.Add(output);
            if (isRaw)
            {
                message.RawOutputContents.Add(ByteString.CopyFrom(tensor.Bytes));
            }
            else
            {
                output.Contents = Contents(tensor);
            }
        }

        var payload = isReversed ? RawFirst(message) : message.ToByteArray();
        return hasUnknown ? [.. Unknown, .. payload, .. Unknown] : payload;
    }

    // Fields may come in any order.
    private static byte[] RawFirst(ModelInferResponse message)
    {
        var raw = new ModelInferResponse { RawOutputContents = { message.RawOutputContents } };
        message.RawOutputContents.Clear();
        return [.. raw.ToByteArray(), .. message.ToByteArray()];
    }

    private static InferTensorContents Contents(ExpectedTensor tensor)
    {
        var contents = new InferTensorContents();
        switch (tensor.Datatype)
        {
            case "BOOL":
                contents.BoolContents.Add(tensor.Bytes.Select(value => value != 0));
                break;
            case "INT8":
                contents.IntContents.Add(tensor.Bytes.Select(value => (int)unchecked((sbyte)value)));
                break;
            case "INT16":
                contents.IntContents.Add(Values<short>(tensor).Select(value => (int)value));
                break;
            case "INT32":
                contents.IntContents.Add(Values<int>(tensor));
                break;
            case "INT64":
                contents.Int64Contents.Add(Values<long>(tensor));
                break;
            case "UINT8":
                contents.UintContents.Add(tensor.Bytes.Select(value => (uint)value));
                break;
            case "UINT16":
                contents.UintContents.Add(Values<ushort>(tensor).Select(value => (uint)value));
                break;
            case "UINT32":
                contents.UintContents.Add(Values<uint>(tensor));
                break;
            case "UINT64":
                contents.Uint64Contents.Add(Values<ulong>(tensor));
                break;
            case "FP32":
                contents.Fp32Contents.Add(Values<float>(tensor));
                break;
            default:
                contents.Fp64Contents.Add(Values<double>(tensor));
                break;
        }

        return contents;
    }

    private static T[] Values<T>(ExpectedTensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Bytes).ToArray();

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
