namespace XentStream.Pipeline.Replay;

/// <summary>Why a replay did not come to its end: a sentence with the next step.</summary>
/// <param name="Sentence">What stands in the way.</param>
/// <param name="Kind">Of which kind it is.</param>
public sealed record ReplayRefusal(string Sentence, RefusalKind Kind)
{
    internal static ReplayRefusal OfUse(string sentence) => new(sentence, RefusalKind.Use);

    internal static ReplayRefusal OfRetention(string sentence) => new(sentence, RefusalKind.Retention);

    internal static ReplayRefusal OfBroker(string sentence) => new(sentence, RefusalKind.Broker);
}
