namespace XentStream.Faults.Verifying.Joining;

/// <summary>A prediction as the verifier reads it.</summary>
/// <param name="Time">Its timestamp in milliseconds.</param>
/// <param name="Id">Its id.</param>
/// <param name="Model">Its model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Rows">Its rows, as far as they can be counted.</param>
/// <param name="Scores">Its scores, row by row; none where it is rejected.</param>
/// <param name="IsRejected">Whether it is rejected by itself.</param>
internal sealed record ReadPrediction(long Time, string Id, string Model, string Version, int Rows, float[] Scores, bool IsRejected)
{
    /// <summary>The scores of a row.</summary>
    public ReadOnlySpan<float> ScoresOf(int row) => Scores.AsSpan(row * Classes, Classes);

    /// <summary>The classes of a row.</summary>
    public int Classes => Scores.Length / Rows;
}
