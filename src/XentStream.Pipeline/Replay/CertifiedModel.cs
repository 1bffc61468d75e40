using System.Text.Json.Serialization;

namespace XentStream.Pipeline.Replay;

/// <summary>What a model's version comes to over the whole range.</summary>
/// <param name="Model">The model, empty where it could not be read.</param>
/// <param name="Version">Its version, likewise.</param>
/// <param name="Contract">The digest of its contract, or null where none is declared.</param>
/// <param name="Scored">Records that were scored.</param>
/// <param name="Warned">Records that were scored with a warning.</param>
/// <param name="Rejected">Records that were rejected.</param>
/// <param name="Totals">The exact totals in their canonical form, in base64.</param>
public sealed record CertifiedModel(string Model, string Version, string? Contract, long Scored, long Warned, long Rejected, string Totals)
{
    /// <summary>Where labels are joined, its books; null elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CertifiedBooks? Books { get; init; }
}
