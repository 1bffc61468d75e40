namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>Seeded logits of a normal distribution.</summary>
internal static class RandomLogits
{
    public static double[] Next(Random random, int count, double deviation, double offset = 0)
    {
        var logits = new double[count];
        foreach (ref var logit in logits.AsSpan())
        {
            // Box and Muller.
            logit = offset + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));
        }

        return logits;
    }
}
