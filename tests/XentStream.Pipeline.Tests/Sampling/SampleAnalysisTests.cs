using CsCheck;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class SampleAnalysisTests
{
    [Fact]
    public void Report_OfGoodAndBrokenRecords_CountsThemByReasonWithTheFirstPlace()
    {
        var report = Analyze(
            _ => new Contract(), SampledBatch.Record(3, Payloads.TwoRows()), SampledBatch.Record(5, Payloads.TwoRows(labels: [0, 9])), SampledBatch.Record(7, Payloads.TwoRows(labels: [8, 0])),
            SampledBatch.Record(9, null), SampledBatch.Record(11, [1, 2, 3]));

        Assert.Equal(["", "digits"], report.Models.Select(model => model.Name));
        Assert.Equal((5, 4), (report.Records, report.Rejected));
        var fault = Assert.Single(report.Models[1].UnderPresent.Faults);
        Assert.Equal((FaultCode.LabelOutOfRange, 2, "predictions[0] offset 5"), (fault.Example.Code, fault.Records, fault.Place.ToString()));
        Assert.Null(report.Models[0].Proposal);
    }

    [Fact]
    public void Proposal_ForAStreamWithBrokenBatches_FitsTheOthersAndTellsOfThem()
    {
        var report = Analyze(
            _ => null, [.. Enumerable.Range(0, 9).Select(offset => SampledBatch.Record(offset, Payloads.TwoRows())), SampledBatch.Record(9, Payloads.TwoRows(labels: [0, 77]))]);

        var model = Assert.Single(report.Models);
        Assert.Equal(10, model.UnderPresent.Faults.Single(fault => fault.Example.Code == FaultCode.ContractMissing).Records);
        Assert.Equal((9, 1), (model.Proposal!.Outcome.Scored, model.Proposal.Outcome.Rejected));
        Assert.Equal((LabelKind.Index, 3L, -100L), (model.Proposal.Contract.Labels, model.Proposal.Contract.Classes, model.Proposal.Contract.IgnoreIndex));
        Assert.Equal(Payloads.LossOfTwoRows / 2, model.Proposal.MeanLoss!.Value, 1e-6);
    }

    [Fact]
    public void Proposal_KeepsWhatASampleCannotTell()
    {
        var present = new Contract { LabelSmoothing = 0.1, TopK = [1, 2], Mean = MeanKind.Row, MaxRows = 77, IgnoreIndex = 255, ClassWeights = [1, 2, 3], Classes = 4 };

        var proposed = Assert.Single(Analyze(_ => present, SampledBatch.Record(0, Payloads.TwoRows(labels: [0, 0]))).Models).Proposal!.Contract;

        Assert.Equal((0.1, MeanKind.Row, 77L, 255L, 3L), (proposed.LabelSmoothing, proposed.Mean, proposed.MaxRows, proposed.IgnoreIndex, proposed.Classes));
        Assert.Equal([1, 2, 3], proposed.ClassWeights);
        Assert.Equal([1, 2], proposed.TopK);
    }

    [Fact]
    public void Proposal_ForSquareBatches_NamesTheOtherAxisUntilABatchSettlesIt()
    {
        var square = new SampledBatch().Floats("logits", [2, 2], 1, 2, 3, 5).Longs("labels", [2], 0, 1);
        var longer = new SampledBatch().Floats("logits", [3, 2], 1, 2, 3, 5, 0, 0).Longs("labels", [3], 0, 1, 0);

        var ambiguous = Assert.Single(Analyze(_ => null, square.At(0)).Models).Proposal!;
        var settled = Assert.Single(Analyze(_ => null, square.At(0), longer.At(1)).Models).Proposal!;

        var ambiguity = Assert.Single(ambiguous.Ambiguities);
        Assert.Equal((1, 0, true), (ambiguous.Contract.ClassAxis, ambiguity.Alternative.ClassAxis, ambiguity.ChangesTheLoss));
        Assert.Equal("The classes can be on axis 0 as well as on axis 1: both leave the shape of the labels.", ambiguity.Sentence);
        Assert.Empty(settled.Ambiguities);
    }

    [Fact]
    public void Proposal_ForRowsWithASingleOne_NamesTheSigmoid()
    {
        var batch = new SampledBatch().Floats("logits", [3, 2], 1, 2, 3, 5, 0, 0).Longs("labels", [3, 2], 0, 1, 1, 0, 1, 0);

        var proposal = Assert.Single(Analyze(_ => null, batch.At(0)).Models).Proposal!;

        Assert.Equal((Link.Softmax, LabelKind.OneHot), (proposal.Contract.Link, proposal.Contract.Labels));
        Assert.Equal((Link.Sigmoid, LabelKind.Binary), proposal.Ambiguities.Where(other => other.ChangesTheLoss).Select(other => (other.Alternative.Link, other.Alternative.Labels)).Single());
    }

    [Fact]
    public void Proposal_ForVersionsWithDifferentHeads_LeavesTheClassesOut()
    {
        var proposal = Assert.Single(Analyze(
            _ => null,
            new SampledBatch(version: "v1").Floats("logits", [1, 2], 1, 2).Longs("labels", [1], 0).At(0),
            new SampledBatch(version: "v2").Floats("logits", [1, 3], 1, 2, 3).Longs("labels", [1], 0).At(1)).Models).Proposal!;

        Assert.Null(proposal.Contract.Classes);
        Assert.Contains("Classes is left out: batches have from 2 to 3.", proposal.Reasons);
    }

    [Fact]
    public void Proposal_ForARecordWithoutLabels_IsNone() =>
        Assert.Null(Assert.Single(Analyze(_ => null, new SampledBatch().Floats("logits", [1, 2], 1, 2).At(0)).Models).Proposal);

    [Fact]
    public void Proposal_ForAnyAxisAndLength_ScoresWithoutFault() => Gen.Select(Gen.Int[2, 6], Gen.Int[2, 7], Gen.Int[1, 5], Gen.Int[0, 2], Gen.Int[0, 1000]).Sample((classes, rows, inner, axis, seed) =>
    {
        var random = new Random(seed);
        List<long> shape = [rows, inner];
        shape.Insert(axis, classes);
        var batch = new SampledBatch()
            .Floats("logits", [.. shape], [.. Enumerable.Range(0, classes * rows * inner).Select(_ => (random.NextSingle() * 20) - 10)])
            .Longs("labels", [rows, inner], [.. Enumerable.Range(0, rows * inner).Select(_ => random.NextInt64(classes))]);

        var contract = Assert.Single(Analyze(_ => null, batch.At(0)).Models).Proposal!.Contract;

        Assert.Equal(BatchStatus.Scored, new BatchEvaluator(_ => contract, TimeProvider.System).Evaluate(batch.ToArray(), isMissing: false, default, batch.At(0).Declared).Status);
    });

    private static SampleReport Analyze(Func<string, Contract?> contractOf, params IEnumerable<SampledRecord> records) => new SampleAnalysis(contractOf, TimeProvider.System).Run(records);
}
