namespace XentStream.Faults.Planted;

/// <summary>Bugs that the verifier has to find.</summary>
internal enum PlantedBug
{
    /// <summary>None: the worker's own delivery, which dies at the planned point too.</summary>
    None,

    /// <summary>Offsets are committed before the results: what a death in between takes with it is lost.</summary>
    OffsetsFirst,

    /// <summary>Results are written outside the transaction of the offsets: what a death in between leaves there is written again.</summary>
    ResultsOutside,

    /// <summary>What a join has to know is not read again by who takes a partition over: labels of what was predicted before meet nothing.</summary>
    StateNotRebuilt,

    /// <summary>A label that corrects another adds its loss, and the old one is not taken out.</summary>
    CorrectionKept,
}
