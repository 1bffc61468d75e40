using XentStream.Encodings.Selection;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Recording;

public sealed class SteadyPathAllocationTests
{
    private const int Batches = 10_000;

    // Steps 2 to 6. The client's own part of a record (its result, its message) is made once here.
    [Fact]
    public void Batches_EvaluatedAndRecorded_AllocateNothing()
    {
        var pending = new PendingBatch(Settings.For(), TimeProvider.System);
        var evaluator = new Pipeline.Evaluating.BatchEvaluator(Settings.For().ContractOf, TimeProvider.System, evidence: new Pipeline.Evaluating.ModelEvidence());
        var record = new Consumed().Record(0, Payloads.TwoRows());
        var payload = Payloads.TwoRows();
        record.Message.Value = evaluator.Evaluate(payload, isMissing: false, default, PayloadEncoding.Safetensors);
        pending.Add(record);
        pending.Continue();
        pending.Add(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Batches; i++)
        {
            record.Message.Value = evaluator.Evaluate(payload, isMissing: false, default, PayloadEncoding.Safetensors);
            pending.Add(record);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((Batches + 1) * 2, pending.Deltas.Single().Delta.Totals.Scored);

        // Only the list of the batches' means grows: by doubling, which is less than 32 bytes a batch.
        Assert.InRange(allocated, 0, Batches * 32);
    }
}
