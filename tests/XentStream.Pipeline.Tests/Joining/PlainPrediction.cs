using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>A prediction as the definition of the join reads it.</summary>
internal sealed record PlainPrediction(long Time, string Id, string Version, int Classes, float[] Scores, double[] Weights, bool IsRejected)
{
    /// <summary>The contract of all predictions.</summary>
    public static Contract Contract { get; } = new() { TopK = [1, 2] };

    public int Rows => Scores.Length / Classes;

    public override string ToString() => $"P {Time} {Id} {Version} {Rows}x{Classes}{(IsRejected ? " rejected" : "")}";
}
