using System.Collections.Immutable;
using System.Text.Json;

namespace XentStream.Scoring.Faults;

/// <summary>The public names of the codes.</summary>
public static class FaultCodes
{
    // To the policy, digits begin no word.
    private static readonly ImmutableArray<string> Names =
        [.. Enum.GetNames<FaultCode>().Select(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace("not01", "not-01"))];

    /// <summary>All codes, in the order of their declaration.</summary>
    public static ImmutableArray<FaultCode> All { get; } = [.. Enum.GetValues<FaultCode>()];

    extension(FaultCode code)
    {
        /// <summary>The code as it appears outside: <c>label-out-of-range</c>.</summary>
        public string Name => Names[(int)code];

        /// <summary>Whether a batch that is named by this code can still be scored.</summary>
        public bool CanWarn => code.OnlyWarns || code is FaultCode.NothingToScore or FaultCode.OnehotGivenToIndexLoss or FaultCode.ExtraSingletonDim
            or FaultCode.BroadcastRankMismatch or FaultCode.ClassAxisMismatch or FaultCode.LabelIntegerWraparound or FaultCode.SoftmaxWrongAxis;

        /// <summary>Whether a batch that is named by this code can be rejected.</summary>
        public bool CanReject => !code.OnlyWarns && !code.OnlyInforms;

        /// <summary>Whether this code never names a batch.</summary>
        public bool OnlyInforms => code is FaultCode.LabelDtypeConvertible or FaultCode.IgnoreIndexCollides;

        private bool OnlyWarns => code is FaultCode.InfiniteLoss or FaultCode.ProbabilitiesAsLogits or FaultCode.LmShiftWrong or FaultCode.LabelMapPermuted or FaultCode.ScoredCountWrong;
    }
}
