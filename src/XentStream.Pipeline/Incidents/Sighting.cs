namespace XentStream.Pipeline.Incidents;

/// <summary>A record in which a fault was seen.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Time">Its timestamp.</param>
internal readonly record struct Sighting(long Offset, DateTimeOffset Time);
