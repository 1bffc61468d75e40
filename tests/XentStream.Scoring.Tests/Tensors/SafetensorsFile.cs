using System.Buffers.Binary;
using System.Text.Json;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Tensors;

/// <summary>Reads the tensors of a reference file that is known to be well-formed: 8 bytes of length, a JSON header, the elements.</summary>
internal static class SafetensorsFile
{
    public static OwnedBatch Read(string path)
    {
        var read = Open(path);
        return new OwnedBatch(read("logits"), read("labels"));
    }

    /// <summary>Reads a file's tensors by name.</summary>
    public static Func<string, OwnedTensor> Open(string path)
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", path));
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        var data = file.AsMemory(8 + headerLength);
        return name => ReadTensor(header, name, data);
    }

    private static OwnedTensor ReadTensor(JsonDocument header, string name, ReadOnlyMemory<byte> data)
    {
        var entry = header.RootElement.GetProperty(name);
        var lengths = entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
        var type = Enum.Parse<ElementType>(entry.GetProperty("dtype").GetString()!, ignoreCase: true);
        return new OwnedTensor(type, TensorShape.Of(lengths), data[offsets[0]..offsets[1]].ToArray());
    }
}
