namespace XentStream.Pipeline.Configuration;

/// <summary>Which of several labels of a row stands.</summary>
public enum Corrections
{
    /// <summary>The first by offset; later ones change nothing.</summary>
    First,

    /// <summary>The last by offset; what an earlier one added is taken out.</summary>
    Last,
}
