using System.Text;
using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Evaluating;

public sealed class BatchEvaluatorTests
{
    [Fact]
    public void Batch_WithoutFault_IsScored()
    {
        var evaluation = Evaluate(Payloads.TwoRows());

        Assert.Equal(BatchStatus.Scored, evaluation.Status);
        Assert.Equal(("digits", "v1", 2L), (evaluation.Model, evaluation.Version, evaluation.Totals.Scored));
        Assert.Equal(Payloads.LossOfTwoRows, evaluation.Totals.Loss.ToDouble(), 9);
    }

    [Fact]
    public void Headers_ThatNameAModel_OverrideThePayload()
    {
        var evaluation = Evaluate(Payloads.TwoRows(), Headers(("xent-model", "letters"), ("xent-model-version", "v7")));

        Assert.Equal(("letters", "v7"), (evaluation.Model, evaluation.Version));
    }

    [Fact]
    public void Record_WithoutValue_IsNamedAndKeepsTheIdentityOfItsHeaders()
    {
        var evaluation = Evaluator().Evaluate(default, isMissing: true, Headers(("xent-model", "digits")), PayloadEncoding.Safetensors);

        Assert.Equal((FaultCode.PayloadMissing, "digits"), (Assert.Single(evaluation.Faults).Code, evaluation.Model));
    }

    [Fact]
    public void Model_WithoutContract_IsNamed()
    {
        var evaluation = new BatchEvaluator(_ => null, TimeProvider.System).Evaluate(Payloads.TwoRows(), isMissing: false, default, PayloadEncoding.Safetensors);

        Assert.Equal("No contract is declared for the model `digits`, and no default.", Assert.Single(evaluation.Faults).Wrong);
    }

    [Fact]
    public void Record_LargerThanItsContractAllows_IsNamed()
    {
        var evaluation = new BatchEvaluator(_ => new Contract { MaxBytes = 100 }, TimeProvider.System).Evaluate(Payloads.TwoRows(), isMissing: false, default, PayloadEncoding.Safetensors);

        Assert.Equal(FaultCode.BatchTooLarge, Assert.Single(evaluation.Faults).Code);
    }

    [Fact]
    public void Name_OfTenThousandBytes_IsAFaultAndNoLabel()
    {
        var evaluation = Evaluate(Payloads.TwoRows(), Headers(("xent-model", new string('a', 10_000))));

        Assert.Equal("The model name has 10000 bytes; 256 are allowed.", Assert.Single(evaluation.Faults).Wrong);
        Assert.Equal("", evaluation.Model);
    }

    [Fact]
    public void Evaluation_ThatThrows_IsACrashWithTheNextRecordUnharmed()
    {
        var isFirst = true;
        var evaluator = new BatchEvaluator(_ => isFirst ? throw new InvalidOperationException("a bug") : new Contract(), TimeProvider.System);

        var crash = evaluator.Evaluate(Payloads.TwoRows(), isMissing: false, default, PayloadEncoding.Safetensors);
        Assert.Equal((FaultCode.WorkerCrash, "a bug"), (crash.Faults[0].Code, crash.Bug!.Message));
        Assert.Equal(BatchStatus.Rejected, crash.Status);

        isFirst = false;
        var next = evaluator.Evaluate(Payloads.TwoRows(), isMissing: false, default, PayloadEncoding.Safetensors);
        Assert.Equal((BatchStatus.Scored, null), (next.Status, next.Bug));
    }

    [Fact]
    public void Record_OfAnyBytes_IsEvaluatedWithoutABug()
    {
        var evaluator = Evaluator();
        var valid = Payloads.TwoRows();
        var gen = Gen.OneOf(Gen.Byte.Array[0, 100], Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, (place, value) => Change(valid, place, value)));
        gen.Sample(payload => Assert.Null(evaluator.Evaluate(payload, isMissing: false, default, PayloadEncoding.Safetensors).Bug), iter: 20_000, threads: 1);
    }

    [Fact]
    public void Evaluate_ManyRecords_MeasuresTheFirstAndOneInSixteen()
    {
        var evaluator = Evaluator();
        var payload = Payloads.TwoRows();

        var measured = Enumerable.Range(0, 33).Where(_ => evaluator.Evaluate(payload, isMissing: false, default, PayloadEncoding.Safetensors).Duration is not null);

        Assert.Equal([0, 16, 32], measured);
    }

    [Fact]
    public void Sentences_WithTheLongestNames_AreShort()
    {
        var name = new string('m', 10_000);
        Fault[] faults = [RecordFaults.PayloadMissing(), RecordFaults.ContractMissing(name), RecordFaults.ContractMissing(""), RecordFaults.NameTooLong("model version", int.MaxValue), RecordFaults.BatchTooLarge(long.MaxValue, long.MaxValue), RecordFaults.WorkerCrash(new InvalidOperationException(name))];

        Assert.All(faults.SelectMany(fault => new[] { fault.Wrong, fault.Cause, fault.Fix }), sentence => Assert.InRange(sentence.Length, 1, 200));
    }

    private static Evaluation Evaluate(byte[] payload, RecordHeaders headers = default) => Evaluator().Evaluate(payload, isMissing: false, headers, PayloadEncoding.Safetensors);

    private static RecordHeaders Headers(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        RecordHeaders headers = default;
        foreach (var (name, value) in pairs)
        {
            headers.Take(name, Encoding.UTF8.GetBytes(value));
        }

        return headers;
    }

    private static BatchEvaluator Evaluator() => new(_ => new Contract(), TimeProvider.System);

    private static byte[] Change(byte[] valid, int place, byte value)
    {
        var changed = (byte[])valid.Clone();
        changed[place] = value;
        return changed;
    }
}
