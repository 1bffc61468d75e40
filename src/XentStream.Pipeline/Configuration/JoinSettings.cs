using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XentStream.Pipeline.Configuration;

/// <summary>How labels that come on a topic of their own are joined to their predictions. What decides which rows are paired is in the digest.</summary>
public sealed record JoinSettings
{
    /// <summary>W: how long after its prediction a label may come, by their timestamps.</summary>
    public required TimeSpan Within { get; init; }

    /// <summary>A: how much earlier than its prediction a label may be stamped, for clocks that differ.</summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>D: how far a record may lag behind the time of its partition, or be ahead of it, and still count.</summary>
    public TimeSpan Disorder { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Which of several labels of a row stands.</summary>
    public Corrections Corrections { get; init; } = Corrections.First;

    /// <summary>How much the joins of a thread may have in memory, in bytes. Beyond it the topic that is ahead waits.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>How far the reading of one topic may be ahead of the other's by event time: so much more waits in memory than has to.</summary>
    public TimeSpan Slack => TimeSpan.FromMinutes(1) + (Within / 4);

    /// <summary>The folder in which the worker keeps what its joins know, or null where they are read again from the topics. A worker needs one of its own.</summary>
    public string? StatePath { get; init; }

    /// <summary>How often it is written there, at most.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>16 hexadecimal digits that differ where anything differs that decides what is paired: SHA-256, shortened.</summary>
    public string Digest
    {
        get
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"within={Within.TotalMilliseconds};ahead={Ahead.TotalMilliseconds};disorder={Disorder.TotalMilliseconds};corrections={Corrections}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
        }
    }
}
