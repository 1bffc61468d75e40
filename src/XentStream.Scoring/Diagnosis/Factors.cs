using System.Collections.Immutable;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What the numbers of predictions and labels have in common.</summary>
internal static class Factors
{
    private const long LeastLength = 10;
    private const long Multiple = 8;

    /// <summary>The greatest common divisor.</summary>
    public static long Common(long m, long n)
    {
        while (n != 0)
        {
            (m, n) = (n, m % n);
        }

        return m;
    }

    /// <summary>Whether both counts are one below a multiple of 8: what is left of lengths that were padded to one.</summary>
    public static bool AreOneBelowEights(long m, long n) => (m + 1) % Multiple == 0 && (n + 1) % Multiple == 0;

    /// <summary>Whether the counts may be lengths of sequences: of the same batch; or flattened, with a common factor that leaves lengths, or one below multiples of 8.</summary>
    public static bool AreLengths(in DiagnosedBatch batch)
    {
        if (batch.R.Rank != batch.S.Rank || batch.R.Rank == 0)
        {
            return false;
        }

        var common = Common(batch.P, batch.K);
        return batch.R.Rank >= 2 ? !batch.LeadingSizesDiffer
            : (common > 1 && Math.Min(batch.P, batch.K) >= LeastLength * common) || AreOneBelowEights(batch.P, batch.K);
    }

    /// <summary>The other causes of counts of which one is a multiple of the other.</summary>
    public static ImmutableArray<FaultCode> OtherReadings(in DiagnosedBatch batch)
    {
        var lengths = AreLengths(batch) ? ImmutableArray.Create(FaultCode.SequenceLengthMismatch) : [];
        return batch.LeadingSizesDiffer ? lengths.Add(FaultCode.PartialBatchMismatch) : lengths;
    }
}
