using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>C labels for each prediction, and every block of C holds a single 1 among zeros; or of declared distributions, sums to 1.</summary>
internal sealed class OnehotFlattened : IRule
{
    public FaultCode Code => FaultCode.OnehotFlattened;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        // Dense labels of one axis have lost the others; where they have several, the rows may still be there.
        var mayBe = batch.IsIndex || (batch.IsDense && batch.Y.Rank == 1);
        if (!mayBe || batch.ClassAxis is null || batch.P == 0 || batch.C < 2 || batch.Y.Count != batch.P * batch.C)
        {
            return null;
        }

        var blocks = new AxisLines(new TensorView(batch.Labels.Type, TensorShape.Of(batch.P, batch.C), batch.Labels.Bytes), 1);
        if (OneHotRows.IndicesOf(blocks) is { } indices)
        {
            return new Finding(Describe(batch, "hold a single 1: a one-hot matrix was flattened"), new Repair { LabelShape = batch.S, ClassIndices = indices });
        }

        var areSoft = batch.Kinds.Labels == LabelKind.Distribution && blocks.AreDistributions(Normalization.ToleranceOf(batch.Labels.Type, (int)batch.C), batch.Contract.IgnoresZeroRows);
        return !areSoft ? null : new Finding(
            Describe(batch, "sum to 1: label rows were flattened"),
            batch.ClassAxis == batch.L.Rank - 1 ? new Repair { LabelShape = batch.L } : null);
    }

    private static Fault Describe(in DiagnosedBatch batch, string what) => new(
        FaultCode.OnehotFlattened,
        $"{batch.Y.Count} labels for {batch.P} predictions, C = {batch.C} for each, and every {batch.C} in a row {what}.",
        batch.IsIndex ? "The one-hot labels went through the reshape that is meant for class indices." : "The label rows went through a reshape that is meant for class indices.",
        batch.IsIndex ? $"Send the argmax of each row, shape {batch.S}, or keep the rows and declare Labels: one-hot."
            : $"Keep the rows, shape {batch.L}; or send the argmax of each row and declare Labels: index.");
}
