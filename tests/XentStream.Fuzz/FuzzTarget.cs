using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Fuzz.Targets;

namespace XentStream.Fuzz;

/// <summary>One encoding under fire.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Encoding">The encoding that is declared.</param>
/// <param name="Inputs">Valid records and what mutations make of them.</param>
/// <param name="IsRefused">Whether the official parser refuses a record; null where there is none to ask.</param>
public sealed record FuzzTarget(string Name, PayloadEncoding? Encoding, Gen<FuzzInput> Inputs, Func<FuzzInput, bool>? IsRefused)
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [SafetensorsTarget.Create(), OipJsonTarget.Create(), OipJsonTailTarget.Create(), OipProtobufTarget.Create(), CloudEventsTarget.Create()];

    /// <summary>Tries so many inputs.</summary>
    /// <exception cref="CsCheckException">One failed; the message has the seed and the shrunk input.</exception>
    public void Run(long inputs, string? seed = null) => Inputs.Sample(input => FuzzCheck.Run(this, input), seed: seed, iter: inputs, print: input => input.ToString());
}
