namespace XentStream.Scoring.CrossEntropy;

/// <summary>The sums over the classes of a row, in units of the largest term e_a = 1.</summary>
internal struct RowTerms
{
    /// <summary>Σ e_c over all classes but the top one.</summary>
    public double BelowTop;

    /// <summary>Σ e_c·(m − x_c): of the top class it is 0, and of probability 0 it is 0 too.</summary>
    public double Distances;

    /// <summary>Σ e_c over all classes but the label's.</summary>
    public double OffLabel;

    /// <summary>Σ e_c² over all classes but the label's.</summary>
    public double OffLabelSquares;

    public void AddBelowTop(double term, double distance)
    {
        BelowTop += term;
        Distances += term * distance;
    }

    public void AddOffLabel(double term)
    {
        OffLabel += term;
        OffLabelSquares += term * term;
    }
}
