using XentStream.Scoring.Checks;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The weights of a block's rows and of its labels' classes.</summary>
internal sealed class BlockWeights
{
    private readonly double[] ofRows = new double[RowBlock.MaxRows];

    /// <summary>Whether any row has another weight than 1.</summary>
    public bool ArePresent { get; private set; }

    /// <summary>w·L of each row, 0 where it is ignored.</summary>
    public double[] Losses { get; } = new double[RowBlock.MaxRows];

    /// <summary>w of each row, 0 where it is ignored.</summary>
    public double[] Weights { get; } = new double[RowBlock.MaxRows];

    /// <summary>Reads the weights of a block whose losses are there, and multiplies the losses by those of the classes.</summary>
    /// <returns>False where a weight is none, or a product is beyond the range of a double: that is told row by row.</returns>
    public bool TryRead(in ScorableBatch batch, long first, int rows, RowBlock block)
    {
        var ofClasses = batch.Contract.ClassWeights.AsSpan();
        ArePresent = batch.Weights.IsPresent || !ofClasses.IsEmpty;
        if (!ArePresent)
        {
            return true;
        }

        WeightRows.Read(batch.Weights, first, ofRows.AsSpan(0, rows));
        var areFinite = true;
        for (var row = 0; row < rows; row++)
        {
            var label = block.Label[row];
            var isIgnored = label == RowBlock.IgnoredLabel;
            var weight = isIgnored ? 0 : ofRows[row];
            var ofClass = isIgnored || ofClasses.IsEmpty ? 1 : ofClasses[label];
            block.Loss[row] *= ofClass;
            Losses[row] = weight * block.Loss[row];
            Weights[row] = weight * ofClass;
            areFinite &= weight >= 0 && double.IsFinite(weight) && double.IsFinite(Losses[row]);
        }

        return areFinite;
    }
}
