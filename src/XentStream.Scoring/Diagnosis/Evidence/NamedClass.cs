namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>A class, and the name that its rows are predicted by most often.</summary>
/// <param name="Label">The class as it is labelled.</param>
/// <param name="Name">The most common prediction, or <see cref="None"/> where another class has it with better right.</param>
/// <param name="Rows">How many rows are predicted so.</param>
internal readonly record struct NamedClass(int Label, int Name, int Rows)
{
    /// <summary>Stands for no name.</summary>
    public const int None = -1;

    /// <summary>Whether the name is another one than the label.</summary>
    public bool IsRenamed => Name != Label;
}
