using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.OpenInference.Json;

/// <summary>Messages of the protocol in JSON, as tests write them.</summary>
internal static class OipJson
{
    public const string Labels = """{"name":"labels","datatype":"INT64","shape":[2],"data":[2,0]}""";

    public const string Logits = """{"name":"logits","datatype":"FP32","shape":[2,3],"data":[0.5,-1,2e0,0,0.25,8]}""";

    /// <summary>A message without fault, of two rows and three classes.</summary>
    public const string Valid = $$"""{"model_name":"digits","model_version":"v1","outputs":[{{Logits}},{{Labels}}]}""";

    /// <summary>A message with other logits.</summary>
    public static string With(string logits) => $$"""{"model_name":"digits","outputs":[{{logits}},{{Labels}}]}""";

    /// <summary>A message whose logits have other data.</summary>
    public static string WithData(string data, string datatype = "FP32", string shape = "[2,3]") =>
        With($$"""{"name":"logits","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}""");

    public static Fault Refuse(string json) => Refusal.Of(Encoding.UTF8.GetBytes(json), PayloadEncoding.OipJson);
}
