using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Totalling;

// What is printed: each figure is rounded once from exact sums and divided once. Null stands for a figure that does not exist.
public sealed partial class Totals
{
    /// <summary>Σ w·L / Σ w in nats, or null where no weight was scored.</summary>
    public double? WeightedMean => Loss.DividedBy(Weight);

    /// <summary>Σ w·L / number of scored rows in nats, or null without rows.</summary>
    public double? RowMean => Loss.DividedBy(Scored);

    /// <summary>The mean Brier score, in [0, 2].</summary>
    public double? MeanBrier => Brier.DividedBy(Figured);

    /// <summary>The mean entropy of the predictions in nats.</summary>
    public double? MeanEntropy => Entropy.DividedBy(Figured);

    /// <summary>The mean of the largest probabilities.</summary>
    public double? MeanConfidence
    {
        get
        {
            var sum = new ExactSum();
            foreach (var bin in bins)
            {
                sum.Add(bin.Confidence);
            }

            return sum.DividedBy(Figured);
        }
    }

    /// <summary>Top-1 accuracy: the share of scored rows whose label has the highest score; of equal scores the lowest index counts.</summary>
    public double? Accuracy => topK.Find(hits => hits.K == 1).Accuracy;

    /// <summary>
    /// The expected calibration error over bins of equal width: Σ_b |hits_b − Σ confidence_b| / rows (Guo et al., "On calibration of modern neural
    /// networks", 2017, equation 5).
    /// </summary>
    public double? CalibrationError => Figured == 0 ? null : bins.Sum(bin => Math.Abs(bin.Hits - bin.Confidence.ToDouble())) / Figured;

    /// <summary>The mean that a contract declares as the mean.</summary>
    public double? MeanOf(MeanKind kind) => kind == MeanKind.Weighted ? WeightedMean : RowMean;
}
