using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Incidents;

/// <summary>
/// What makes faults one incident: their cause, their model, and the partition that they came from. Only the owner of the partition writes it; who reads
/// incidents adds the partitions up.
/// </summary>
/// <param name="Code">The reason code.</param>
/// <param name="Model">The model's name, empty where it could not be read.</param>
/// <param name="Version">The model's version, likewise.</param>
/// <param name="Source">The partition.</param>
internal readonly record struct IncidentKey(string Code, string Model, string Version, PartitionId Source)
{
    /// <summary>The key of the incident's records.</summary>
    public string Id => $"{Code}/{Uri.EscapeDataString(Model)}/{Uri.EscapeDataString(Version)}/{Source.Topic}/{Source.Number}";
}
