namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>How many rows of a class were predicted as a class, before and since a moment: 65,535 at most.</summary>
internal struct PairCount
{
    // Plus one, so that the default value is an empty place.
    private ushort label;
    private ushort predicted;

    public ushort Before { get; set; }

    public ushort Since { get; set; }

    public readonly bool IsEmpty => label == 0;

    public readonly int Label => label - 1;

    public readonly int Predicted => predicted;

    public static PairCount Of(int label, int predicted) => new() { label = (ushort)(label + 1), predicted = (ushort)predicted };

    public readonly bool Is(int otherLabel, int otherPredicted) => label == otherLabel + 1 && predicted == otherPredicted;
}
