using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of rows of so few classes that they are added up in F32 alone: in columns of F32, which hold them as they are and cost half of the writing and reading.</summary>
internal sealed class ShortSums
{
    /// <summary>The most classes of such rows.</summary>
    public const int MaxClasses = 32;

    /// <summary>Σ e over the others.</summary>
    public Column<float> Others { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ e·(x_y − x) over the others.</summary>
    public Column<float> Distances { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ e² over the others.</summary>
    public Column<float> Squares { get; } = new(RowBlock.MaxRows);

    /// <summary>Writes the sums of a vector of rows down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TFloat, TDouble>(int row, TFloat others, TFloat distances, TFloat squares)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        others.Store(ref Others.At(row));
        distances.Store(ref Distances.At(row));
        squares.Store(ref Squares.At(row));
    }

    /// <summary>Widens the sums to the columns that hold those of rows of any number of classes.</summary>
    public void Widen(RowBlock block)
    {
        for (var row = 0; row < RowBlock.MaxRows; row++)
        {
            (block.Others[row], block.Distances[row], block.Squares[row]) = (Others[row], Distances[row], Squares[row]);
        }
    }
}
