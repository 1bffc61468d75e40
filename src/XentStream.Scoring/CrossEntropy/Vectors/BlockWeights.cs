using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The weights of a block's rows and of its labels' classes.</summary>
internal sealed class BlockWeights
{
    private readonly Column<double> ofClasses = new(RowBlock.MaxRows);

    /// <summary>Whether any row has another weight than 1.</summary>
    public bool ArePresent { get; private set; }

    /// <summary>w·L of each row, 0 where it is ignored.</summary>
    public Column<double> Losses { get; } = new(RowBlock.MaxRows);

    /// <summary>w of each row, 0 where it is ignored.</summary>
    public Column<double> Weights { get; } = new(RowBlock.MaxRows);

    /// <summary>Reads the weights of a block whose losses are there, and multiplies the losses by those of the classes.</summary>
    /// <returns>False where a weight is none, or a product is beyond the range of a double: that is told row by row.</returns>
    public bool TryRead(in ScorableBatch batch, long first, int rows, RowBlock block)
    {
        var classes = batch.Contract.ClassWeights.AsSpan();
        ArePresent = batch.Weights.IsPresent || !classes.IsEmpty;
        if (!ArePresent)
        {
            return true;
        }

        WeightRows.Read(batch.Weights, first, Weights.First(rows));
        foreach (var row in block.Gaps)
        {
            Weights[row] = 0;
        }

        ReadClasses(classes, rows, block);
        return TryWeigh(rows, block);
    }

    private void ReadClasses(ReadOnlySpan<double> classes, int rows, RowBlock block)
    {
        var factors = ofClasses.First(RowBlock.MaxRows);
        if (classes.IsEmpty)
        {
            factors.Fill(1);
            return;
        }

        for (var row = 0; row < factors.Length; row++)
        {
            factors[row] = row < rows && block.Label[row] != RowBlock.IgnoredLabel ? classes[block.Label[row]] : 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryWeigh(int rows, RowBlock block)
    {
        var (zero, least, most, worst) = (FourDoubles.Create(0), FourDoubles.Create(0), FourDoubles.Create(0), FourDoubles.Create(0));
        for (var row = 0; row < rows; row += FourDoubles.Count)
        {
            var (weight, ofClass) = (FourDoubles.Load(ref Weights.At(row)), FourDoubles.Load(ref ofClasses.At(row)));
            var loss = FourDoubles.Load(ref block.Loss.At(row)) * ofClass;
            var weighted = weight * loss;
            loss.Store(ref block.Loss.At(row));
            weighted.Store(ref Losses.At(row));
            (weight * ofClass).Store(ref Weights.At(row));

            // Of what is not finite the product with 0 is NaN, and so are all sums with it. A weight that is NaN makes no finite product.
            worst = FourDoubles.MultiplyAdd(weighted, zero, worst);
            least = FourDoubles.Min(weight, least);
            most = FourDoubles.Max(weight, most);
        }

        return FourDoubles.AreAtLeast(least, zero) && FourDoubles.AreAtLeast(FourDoubles.Create(Contract.LargestWeight), most) && FourDoubles.AreAtLeast(worst, zero);
    }
}
