using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace XentStream.Benchmarks.Report;

/// <summary>ONNX Runtime: the operator SoftmaxCrossEntropyLoss on one thread, over the same memory. Its model is one node, written here byte by byte.</summary>
internal static class OnnxPeer
{
    private const int Float = 1;
    private const int Int64 = 7;

    private static readonly Lazy<InferenceSession> Session = new(() =>
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(Model(), options);
    });

    public static double CrossEntropy(LogitData data)
    {
        NamedOnnxValue[] inputs =
        [
            NamedOnnxValue.CreateFromTensor("scores", new DenseTensor<float>(data.Logits, [data.Rows, data.Classes])),
            NamedOnnxValue.CreateFromTensor("labels", new DenseTensor<long>(data.Labels, [data.Rows])),
        ];
        using var results = Session.Value.Run(inputs);
        return results[0].AsTensor<float>().First();
    }

    // onnx.proto3: ModelProto { ir_version = 1, graph = 7, opset_import = 8 }, GraphProto { node = 1, name = 2, input = 11, output = 12 }.
    private static byte[] Model() => Message(output =>
    {
        Number(output, 1, 8);
        Bytes(output, 7, Message(graph =>
        {
            Bytes(graph, 1, Message(node =>
            {
                Text(node, 1, "scores");
                Text(node, 1, "labels");
                Text(node, 2, "loss");
                Text(node, 4, "SoftmaxCrossEntropyLoss");
            }));
            Text(graph, 2, "loss");
            Bytes(graph, 11, Value("scores", Float, 2));
            Bytes(graph, 11, Value("labels", Int64, 1));
            Bytes(graph, 12, Value("loss", Float, 0));
        }));
        Bytes(output, 8, Message(opset => Number(opset, 2, 13)));
    });

    // ValueInfoProto { name = 1, type = 2 { tensor_type = 1 { elem_type = 1, shape = 2 { dim = 1 } } } }, with dimensions of any length.
    private static byte[] Value(string name, int type, int rank) => Message(value =>
    {
        Text(value, 1, name);
        Bytes(value, 2, Message(kind => Bytes(kind, 1, Message(tensor =>
        {
            Number(tensor, 1, type);
            Bytes(tensor, 2, Message(shape =>
            {
                for (var axis = 0; axis < rank; axis++)
                {
                    Bytes(shape, 1, Message(dimension => Text(dimension, 2, $"{name}{axis}")));
                }
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }
}
