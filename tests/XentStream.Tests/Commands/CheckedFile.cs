using System.Runtime.InteropServices;
using XentStream.Demo;

namespace XentStream.Tests.Commands;

/// <summary>A payload file of a certain kind, and the contract that it fits.</summary>
internal static class CheckedFile
{
    private static readonly float[] Wide = [.. Enumerable.Range(0, 240).Select(number => ((number * 37 % 101) - 50) / 7f)];

    /// <summary>The kinds by name, and the contract as it is to be proposed.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { "index", """{"Scores":"logits","Labels":"index","Classes":5}""" },
        { "whole floats", """{"Scores":"logits","Labels":"index","Classes":5}""" },
        { "one row", """{"Scores":"logits","Labels":"index","Classes":5}""" },
        { "one-hot", """{"Scores":"logits","Labels":"one-hot","Classes":5}""" },
        { "distribution", """{"Scores":"logits","Labels":"distribution","Classes":5}""" },
        { "zero rows", """{"Scores":"logits","Labels":"one-hot","Classes":5,"ZeroRows":"ignore"}""" },
        { "probabilities called logits", """{"Scores":"probabilities","Labels":"index","Classes":4}""" },
        { "logits called probabilities", """{"Scores":"logits","Labels":"index","Classes":5}""" },
        { "class axis last", """{"Scores":"logits","Labels":"index","Classes":5,"ClassAxis":-1}""" },
        { "class axis first", """{"Scores":"logits","Labels":"index","Classes":5,"ClassAxis":0}""" },
        { "void of a map", """{"Scores":"logits","Labels":"index","Classes":5,"IgnoreIndex":255}""" },
        { "padding", """{"Scores":"logits","Labels":"index","Classes":5,"IgnoreIndex":-100}""" },
        { "unit axis", """{"Scores":"logits","Labels":"index","Classes":5,"Squeeze":true}""" },
        { "binary", """{"Scores":"logits","Labels":"binary","Link":"sigmoid"}""" },
        { "binary with holes", """{"Scores":"logits","Labels":"binary","Link":"sigmoid","IgnoreIndex":-1}""" },
        { "soft binary", """{"Scores":"logits","Labels":"probability","Link":"sigmoid"}""" },
        { "label scores", """{"Scores":"label-log-probabilities","Labels":"index"}""" },
        { "renamed", """{"Scores":"logits","Labels":"index","Classes":5,"Rename":{"logits":"output_0","labels":"target"}}""" },
    };

    /// <summary>Writes a file of a kind.</summary>
    public static string Write(string kind)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("checked").FullName, "batch.safetensors");
        File.WriteAllBytes(file, Of(kind).ToArray());
        return file;
    }

    private static DemoPayload Of(string kind) => kind switch
    {
        "index" => Batch("logits", [6, 5], Indices(6), [6]),
        "whole floats" => Batch("logits", [6, 5], []).Add("labels", "F32", [6], Floats([.. Indices(6).Select(label => (float)label)])),
        "one row" => Batch("logits", [1, 5], Indices(1), [1]),
        "one-hot" => Batch("logits", [6, 5], OneHot(6), [6, 5]),
        "distribution" => Batch("logits", [6, 5], []).Add("labels", "F32", [6, 5], Floats([.. Enumerable.Repeat(0.2f, 30)])),
        "zero rows" => Batch("logits", [7, 5], [.. OneHot(6), 0, 0, 0, 0, 0], [7, 5]),
        "probabilities called logits" => DemoPayload.Named("m", "v1").Add("logits", "F32", [6, 4], Floats([.. Enumerable.Repeat(0.25f, 24)])).Add("labels", "I64", [6], Longs([0, 1, 2, 3, 0, 1])),
        "logits called probabilities" => Batch("probabilities", [6, 5], Indices(6), [6]),
        "class axis last" => Batch("logits", [6, 3, 5], Indices(18), [6, 3]),
        "class axis first" => Batch("logits", [5, 6], Indices(6), [6]),
        "void of a map" => Batch("logits", [2, 5, 4, 3], [.. Indices(22), 255, 255], [2, 4, 3]),
        "padding" => Batch("logits", [6, 5], [0, 1, 4, -100, -100, -100], [6]),
        "unit axis" => Batch("logits", [6, 5], Indices(6), [6, 1]),
        "binary" => Batch("logits", [6, 5], [.. Enumerable.Range(0, 30).Select(number => (long)(number % 2))], [6, 5]),
        "binary with holes" => Batch("logits", [6], [0, 1, -1, 0, -1, 1], [6]),
        "soft binary" => Batch("logits", [6], []).Add("labels", "F32", [6], Floats([0, 0.25f, 1, 1, 0.5f, 0])),
        "label scores" => DemoPayload.Named("m", "v1").Add("label_log_probabilities", "F32", [6], Floats([-1, -2, 0, -3, -0.5f, -7])).Add("labels", "I64", [6], Longs(Indices(6))),
        "renamed" => DemoPayload.Named("m", "v1").Add("output_0", "F32", [6, 5], Floats(Wide.AsSpan(0, 30))).Add("target", "I64", [6], Longs(Indices(6))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static DemoPayload Batch(string scores, long[] shape, long[] labels, params long[] labelShape)
    {
        var count = (int)shape.Aggregate(1L, (product, length) => product * length);
        var payload = DemoPayload.Named("m", "v1").Add(scores, "F32", shape, Floats(Wide.AsSpan(0, count)));
        return labels.Length == 0 ? payload : payload.Add("labels", "I64", labelShape, Longs(labels));
    }

    private static long[] Indices(int count) => [.. Enumerable.Range(0, count).Select(number => (long)(number % 5))];

    private static long[] OneHot(int rows) => [.. Enumerable.Range(0, rows * 5).Select(number => number % 5 == number / 5 % 5 ? 1L : 0L)];

    private static byte[] Floats(ReadOnlySpan<float> numbers) => MemoryMarshal.AsBytes(numbers).ToArray();

    private static byte[] Longs(ReadOnlySpan<long> numbers) => MemoryMarshal.AsBytes(numbers).ToArray();
}
