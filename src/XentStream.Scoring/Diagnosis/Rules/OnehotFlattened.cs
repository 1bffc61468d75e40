using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>C labels for each prediction, and every block of C holds a single 1 among zeros.</summary>
internal sealed class OnehotFlattened : IRule
{
    public FaultCode Code => FaultCode.OnehotFlattened;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsIndex || batch.ClassAxis is null || batch.P == 0 || batch.C < 2 || batch.K != batch.P * batch.C)
        {
            return null;
        }

        var blocks = new TensorView(batch.Labels.Type, TensorShape.Of(batch.P, batch.C), batch.Labels.Bytes);
        return OneHotRows.IndicesOf(new AxisLines(blocks, 1)) is not { } indices ? null : new Finding(
            new Fault(
                Code,
                $"{batch.K} labels for {batch.P} predictions, C = {batch.C} for each, and every {batch.C} in a row hold a single 1: a one-hot matrix was flattened.",
                "The one-hot labels went through the reshape that is meant for class indices.",
                $"Send the argmax of each row, shape {batch.S}, or keep the rows and declare Labels: one-hot."),
            new Repair { LabelShape = batch.S, ClassIndices = indices });
    }
}
