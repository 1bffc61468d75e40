using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace XentStream.Pipeline.Tests.Committing;

/// <summary>The schema of deltas. It can be read once a process.</summary>
internal static class DeltaSchema
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "delta.schema.json"));

    public static bool Allows(JsonObject delta) => Schema.Evaluate(JsonSerializer.SerializeToElement(delta)).IsValid;
}
