namespace XentStream.Operations.Tests.Grafana;

/// <summary>One query of a panel.</summary>
/// <param name="Expression">PromQL, with Grafana's variables.</param>
/// <param name="Legend">How its series are called, as in <c>{{model}}</c>.</param>
internal sealed record Query(string Expression, string Legend)
{
    /// <summary>Whether it is the state at the end of the range, and not its course.</summary>
    public bool IsInstant { get; init; }
}
