using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>A rule of the diagnosis: one way in which a batch can be wrong. It is named after its reason code.</summary>
internal interface IRule
{
    /// <summary>The code of the faults that it finds.</summary>
    FaultCode Code { get; }

    /// <summary>Tests a batch.</summary>
    /// <returns>What was found, or null.</returns>
    Finding? Find(ref DiagnosedBatch batch);
}
