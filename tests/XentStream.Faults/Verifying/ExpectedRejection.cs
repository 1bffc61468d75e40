namespace XentStream.Faults.Verifying;

/// <summary>What has to stand in quarantine.</summary>
/// <param name="Bytes">Key, value and headers, in short.</param>
/// <param name="Headers">How many headers of its own the record has.</param>
/// <param name="Code">Why.</param>
internal readonly record struct ExpectedRejection(ulong Bytes, int Headers, string Code);
