namespace XentStream.Scoring.Diagnosis;

/// <summary>What other names for the classes do to the rows of a sample that did not choose them.</summary>
/// <param name="Renamed">How many of these rows, of classes with another name, are predicted as that name says.</param>
/// <param name="Kept">How many are predicted as they are labelled.</param>
/// <param name="Judged">How many rows there are, of all classes.</param>
internal readonly record struct NameGain(int Renamed, int Kept, int Judged)
{
    private const double LeastLift = 0.15;

    /// <summary>Whether the names are better by enough rows, and by so many standard deviations. Of a model that guesses, both are counts of chance, and their difference varies by the root of their sum.</summary>
    public bool IsLarge(double deviations)
    {
        var lift = Renamed - Kept;
        return lift > LeastLift * Judged && lift > deviations * Math.Sqrt(Renamed + Kept);
    }
}
