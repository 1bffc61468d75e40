using XentStream.Fuzz;

namespace XentStream.Encodings.Tests;

public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_TwentyThousandInputs_HaveNoFailure(string name) => FuzzTarget.All.Single(target => target.Name == name).Run(20_000);
}
