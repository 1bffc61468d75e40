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

        /// <summary>Whether a batch with this code can still be scored.</summary>
        public bool CanWarn => code is FaultCode.NothingToScore or FaultCode.InfiniteLoss or FaultCode.ProbabilitiesAsLogits;

        /// <summary>Whether a batch with this code can be rejected.</summary>
        public bool CanReject => code is not (FaultCode.InfiniteLoss or FaultCode.ProbabilitiesAsLogits);
    }
}
