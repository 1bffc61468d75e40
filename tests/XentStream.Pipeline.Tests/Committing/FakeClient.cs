using System.Reflection;

namespace XentStream.Pipeline.Tests.Committing;

/// <summary>A client of Kafka that answers as a test wants; what the test does not speak of does nothing.</summary>
public class FakeClient : DispatchProxy
{
    private Func<string, object?>? answer;

    /// <summary>Makes one.</summary>
    /// <param name="answer">What a method returns, by its name.</param>
    public static T Create<T>(Func<string, object?> answer)
        where T : class
    {
        var client = Create<T, FakeClient>();
        ((FakeClient)(object)client).answer = answer;
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answer!(targetMethod!.Name);
}
