namespace XentStream.Pipeline.Publishing;

/// <summary>How much of what a model version predicted in the last hour is labelled, as far as this worker has it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Rows">Rows that were predicted in the last hour, by the time of their records.</param>
/// <param name="Labelled">At how many of them a label stands.</param>
public sealed record LabelCoverage(string Model, string Version, long Rows, long Labelled)
{
    /// <summary>The share that is labelled.</summary>
    public double Share => (double)Labelled / Rows;
}
