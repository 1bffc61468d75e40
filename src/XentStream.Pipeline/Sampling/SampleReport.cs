namespace XentStream.Pipeline.Sampling;

/// <summary>What a sample of records looks like.</summary>
/// <param name="Models">Its models, by their names.</param>
/// <param name="Encodings">What to declare of encodings, where records cannot be read as it is declared now.</param>
public sealed record SampleReport(IReadOnlyList<ModelSample> Models, EncodingAdvice Encodings)
{
    /// <summary>How many records there are.</summary>
    public int Records => Models.Sum(model => model.UnderPresent.Records);

    /// <summary>How many of them would be rejected under the present configuration.</summary>
    public int Rejected => Models.Sum(model => model.UnderPresent.Rejected);
}
