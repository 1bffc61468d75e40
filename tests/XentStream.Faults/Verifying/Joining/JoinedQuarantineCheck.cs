using System.Text;
using Confluent.Kafka;
using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>Compares the quarantine topic with what it has to hold: each rejected record once, each label once for each prediction that it does not fit.</summary>
internal sealed class JoinedQuarantineCheck(JoinExpectation expected, Violations violations)
{
    private readonly Dictionary<string, JoinedRejection> rejections = expected.Rejections.DistinctBy(rejection => rejection.Name).ToDictionary(rejection => rejection.Name);
    private readonly Dictionary<string, int> found = [];

    /// <summary>How many records stand there.</summary>
    public int Records { get; private set; }

    /// <summary>Takes a record of the quarantine topic in.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        Records++;
        var name = $"offset {Text(record, "offset")} of {Text(record, "topic")}[{Text(record, "partition")}] as {Text(record, "code")} for {Text(record, "model")}";
        found[name] = found.GetValueOrDefault(name) + 1;
        if (!rejections.TryGetValue(name, out var rejection))
        {
            violations.Add("quarantined without reason", $"{name}.");
        }
        else if (!(rejection.CanBePointer && record.Message.Headers.TryGetLastBytes("xent.error.pointer", out _)) && Fingerprint.Of(record.Message, rejection.Headers) != rejection.Bytes)
        {
            violations.Add("quarantined with other bytes", $"{name}.");
        }
    }

    /// <summary>Counts, when all are taken in.</summary>
    public void Finish()
    {
        foreach (var (name, wanted) in expected.Rejections.CountBy(rejection => rejection.Name))
        {
            var count = found.GetValueOrDefault(name);
            if (count != wanted)
            {
                violations.Add(count < wanted ? "lost from quarantine" : "quarantined twice", $"{name}: {wanted} are right, and there are {count}.");
            }
        }
    }

    private static string Text(ConsumeResult<byte[]?, byte[]?> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes($"xent.error.{name}"));
}
