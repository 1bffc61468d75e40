namespace XentStream.Pipeline.Recording;

/// <summary>What a delta is the total of, beside its partition.</summary>
/// <param name="Model">The model's name, empty where it could not be read.</param>
/// <param name="Version">The model's version, likewise.</param>
/// <param name="WindowStart">The start of the window of event time.</param>
internal readonly record struct DeltaKey(string Model, string Version, DateTimeOffset WindowStart);
