using System.Runtime.InteropServices;
using System.Text.Json;
using CsCheck;
using XentStream.Encodings.Selection;

namespace XentStream.Encodings.Tests.OpenInference.Json;

public sealed class AgreementWithSystemTextJsonTests
{
    private static readonly Gen<byte[]> Messages =
        from tensors in RandomTensor.OfTyped.Array[2, 5]
        from layout in Gen.Int[0, 7]
        select Write(tensors, isIndented: layout % 2 == 1, isNested: layout / 2 % 2 == 1, isDataFirst: layout / 4 == 1);

    [Fact]
    public void Message_OfAnyTensors_IsReadAsSystemTextJsonReadsIt() => Messages.Sample(
        payload =>
        {
            using var document = JsonDocument.Parse(payload);
            var expected = document.RootElement.GetProperty("outputs").EnumerateArray().ToDictionary(tensor => tensor.GetProperty("name").GetString()!, Expect);

            Agreement.Assert(payload, default, PayloadEncoding.OipJson, expected);
        },
        iter: 10_000);

    private static ExpectedTensor Expect(JsonElement tensor)
    {
        var datatype = tensor.GetProperty("datatype").GetString()!;
        var values = Flatten(tensor.GetProperty("data")).ToList();
        return new ExpectedTensor(datatype, [.. tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())], datatype switch
        {
            "BOOL" => [.. values.Select(value => value.GetBoolean() ? (byte)1 : (byte)0)],
            "INT8" => Bytes([.. values.Select(value => value.GetSByte())]),
            "INT16" => Bytes([.. values.Select(value => value.GetInt16())]),
            "INT32" => Bytes([.. values.Select(value => value.GetInt32())]),
            "INT64" => Bytes([.. values.Select(value => value.GetInt64())]),
            "UINT8" => [.. values.Select(value => value.GetByte())],
            "UINT16" => Bytes([.. values.Select(value => value.GetUInt16())]),
            "UINT32" => Bytes([.. values.Select(value => value.GetUInt32())]),
            "UINT64" => Bytes([.. values.Select(value => value.GetUInt64())]),
            "FP32" => Bytes([.. values.Select(value => value.GetSingle())]),
            _ => Bytes([.. values.Select(value => value.GetDouble())]),
        });
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flatten) : [value];

    private static byte[] Write(ExpectedTensor[] tensors, bool isIndented, bool isNested, bool isDataFirst)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = isIndented }))
        {
            json.WriteStartObject();
            json.WriteStartArray("outputs");
            foreach (var (tensor, i) in tensors.Select((tensor, i) => (tensor, i)))
            {
                json.WriteStartObject();
                if (!isDataFirst)
                {
                    WriteDescription(json, tensor, i);
                }

                json.WritePropertyName("data");
                var position = 0;
                WriteValues(json, tensor, isNested && tensor.Shape.Length > 1 ? tensor.Shape : [tensor.Bytes.Length / RandomTensor.SizeOf(tensor.Datatype)], ref position);
                if (isDataFirst)
                {
                    WriteDescription(json, tensor, i);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private static void WriteDescription(Utf8JsonWriter json, ExpectedTensor tensor, int place)
    {
        json.WriteString("name", $"t{place}");
        json.WriteString("datatype", tensor.Datatype);
        json.WriteStartArray("shape");
        foreach (var length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, ExpectedTensor tensor, ReadOnlySpan<long> shape, ref int position)
    {
        if (shape.IsEmpty)
        {
            WriteValue(json, tensor.Datatype, tensor.Bytes.AsSpan(position));
            position += RandomTensor.SizeOf(tensor.Datatype);
            return;
        }

        json.WriteStartArray();
        for (long i = 0; i < shape[0]; i++)
        {
            WriteValues(json, tensor, shape[1..], ref position);
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string datatype, ReadOnlySpan<byte> bytes)
    {
        switch (datatype)
        {
            case "BOOL":
                json.WriteBooleanValue(bytes[0] != 0);
                break;
            case "FP32":
                json.WriteNumberValue(MemoryMarshal.Read<float>(bytes));
                break;
            case "FP64":
                json.WriteNumberValue(MemoryMarshal.Read<double>(bytes));
                break;
            case "INT8":
                json.WriteNumberValue(unchecked((sbyte)bytes[0]));
                break;
            case "INT16":
                json.WriteNumberValue(MemoryMarshal.Read<short>(bytes));
                break;
            case "INT32":
                json.WriteNumberValue(MemoryMarshal.Read<int>(bytes));
                break;
            case "INT64":
                json.WriteNumberValue(MemoryMarshal.Read<long>(bytes));
                break;
            case "UINT8":
                json.WriteNumberValue(bytes[0]);
                break;
            case "UINT16":
                json.WriteNumberValue(MemoryMarshal.Read<ushort>(bytes));
                break;
            case "UINT32":
                json.WriteNumberValue(MemoryMarshal.Read<uint>(bytes));
                break;
            default:
                json.WriteNumberValue(MemoryMarshal.Read<ulong>(bytes));
                break;
        }
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
