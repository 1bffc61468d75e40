namespace XentStream.Pipeline.Quarantine;

/// <summary>What a retry made of the records in quarantine, or would make of them.</summary>
public sealed class RetryOutcome
{
    private readonly Dictionary<string, long> rejected = [];

    /// <summary>Records that now pass: they are in the results, and no longer held.</summary>
    public long Passed { get; private set; }

    /// <summary>Records that were not selected: they stay.</summary>
    public long NotSelected { get; private set; }

    /// <summary>Records of which only a pointer is held: they stay.</summary>
    public long Pointers { get; private set; }

    /// <summary>Records that still fail, and stay, by their new reason code.</summary>
    public IReadOnlyDictionary<string, long> Rejected => rejected;

    /// <summary>Whether there was no record.</summary>
    internal bool IsEmpty => Passed + NotSelected + Pointers + rejected.Values.Sum() == 0;

    /// <summary>One more that now passes.</summary>
    internal void AddPassed() => Passed++;

    /// <summary>One more that was not tried.</summary>
    internal void AddUntried(bool isPointer)
    {
        Pointers += isPointer ? 1 : 0;
        NotSelected += isPointer ? 0 : 1;
    }

    /// <summary>One more that still fails.</summary>
    internal void AddRejected(string code) => rejected[code] = rejected.GetValueOrDefault(code) + 1;

    /// <summary>Adds what is committed.</summary>
    internal void Add(RetryOutcome more)
    {
        (Passed, NotSelected, Pointers) = (Passed + more.Passed, NotSelected + more.NotSelected, Pointers + more.Pointers);
        foreach (var (code, count) in more.rejected)
        {
            rejected[code] = rejected.GetValueOrDefault(code) + count;
        }
    }
}
