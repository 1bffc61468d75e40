namespace XentStream.Pipeline.Quarantine;

/// <summary>The records in quarantine that have one reason and one model.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Model">The model, empty where it could not be read.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">Bytes of their values.</param>
/// <param name="First">The time of the earliest.</param>
/// <param name="Last">The time of the latest.</param>
/// <param name="Attempts">The most attempts that one of them has behind it.</param>
/// <param name="ExamplePlace">Where one of them came from: topic, partition and offset.</param>
/// <param name="ExampleDetail">What is wrong with it, the likely cause, and the fix.</param>
public sealed record HeldGroup(
    string Code, string Model, long Count, long Bytes, DateTimeOffset First, DateTimeOffset Last, int Attempts, string ExamplePlace, string ExampleDetail);
