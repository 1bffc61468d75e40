using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class CommittedTotalsTests
{
    private readonly CommittedTotals committed = new(Settings.For() with { MaxModels = 2 });

    [Fact]
    public void Batches_CommittedOneAfterTheOther_AddUp()
    {
        Publish(Payloads.TwoRows());
        Publish(Payloads.TwoRows(), Payloads.TwoRows(version: "v2"));

        Assert.Equal(["digits v1 4", "digits v2 2"], committed.Read(Describe));
    }

    [Fact]
    public void Models_BeyondTheLimit_AreAddedUpAsOther()
    {
        Publish([.. Enumerable.Range(1, 5).Select(number => Payloads.TwoRows(version: $"v{number}"))]);

        Assert.Equal(["digits v1 2", "digits v2 2", "other other 6"], committed.Read(Describe));
        Assert.Equal(("other", "other"), committed.NameOf(new DeltaKey("digits", "v4", default)));
    }

    [Fact]
    public void RejectedAndWarnedBatches_AreCountedByCode()
    {
        Publish(Payloads.TwoRows(labels: [0, 9]), Payloads.TwoRows(labels: [2, 0]));

        Assert.Equal([1L], committed.Read<long>(model => [model.Rejected(FaultCode.LabelOutOfRange)]));
        Assert.Equal([1L], committed.Read<long>(model => [model.Warned(FaultCode.InfiniteLoss)]));
        Assert.Equal([(1L, 2L)], committed.Read<(long, long)>(model => [(model.Evaluated, model.RejectedRows)]));
    }

    [Fact]
    public void Commit_IsTold()
    {
        var told = 0;
        committed.Published += (_, _) => told++;
        Publish(Payloads.TwoRows());

        Assert.Equal(1, told);
    }

    private void Publish(params byte[][] payloads)
    {
        var (pending, consumed) = (new PendingBatch(Settings.For(), TimeProvider.System), new Consumed());
        foreach (var payload in payloads)
        {
            pending.Add(consumed.Record(pending.Partitions.Count, payload));
        }

        committed.Publish(pending);
    }

    private static IEnumerable<string> Describe(CommittedModel model) => [$"{model.Model} {model.Version} {model.Totals.Scored}"];
}
