using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a wide row's terms, the label left out.</summary>
/// <remarks>
/// Class c belongs to lane c mod 16; of the last classes, which do not fill a vector, the last belongs to lane 15. First come the full vectors without the
/// label's, in their order, then the last classes, then the label's vector, with a score of −∞ in the label's place. A lane adds up in F32 over 32 full vectors,
/// then in F64; at the end the lanes are added in halves. That order is part of the definition of the bits, so it is the same on machines whose vectors are
/// narrower: they take the sixteen lanes of 32 vectors in parts.
/// </remarks>
internal readonly ref struct RowSum<TVector, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const int Lanes = RowBlock.Lanes;
    private const int VectorsBetweenFlushes = 32;

    private readonly ref byte scores;
    private readonly int classes;
    private readonly int label;
    private readonly float labelScore;

    // The label's vector, which the loop steps over; none where the label is among the last classes.
    private readonly int skipped;

    /// <summary>Takes a row.</summary>
    public RowSum(ref byte scores, int classes, int label)
    {
        this.scores = ref scores;
        this.classes = classes;
        this.label = label;
        labelScore = TVector.LoadOne(ref Unsafe.Add(ref scores, (nint)label * TVector.Size));
        skipped = label < (classes & -Lanes) ? label / Lanes : int.MaxValue;
    }

    /// <summary>Sums up the row, and writes the sums down.</summary>
    /// <returns>Whether another class has the label's score and no class has more, so that the order of the two decides.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Store(RowBlock block, int row)
    {
        var full = classes / Lanes;
        var count = skipped < full ? full - 1 : full;
        var sums = block.Room.Lanes;
        var v = 0;
        for (; v + VectorsBetweenFlushes < count; v += VectorsBetweenFlushes)
        {
            AddBlock(v, v + VectorsBetweenFlushes, isLast: false, sums);
        }

        AddBlock(v, count, isLast: true, sums);
        var largest = sums.Largest<TFloat, TDouble>();
        block.LabelScore[row] = labelScore;
        block.Max[row] = MathF.Max(labelScore, largest);
        block.Rank[row] = largest > labelScore ? 1 : 0;
        block.Others[row] = LaneSums.Sum<TDouble>(sums.Others);
        block.Distances[row] = LaneSums.Sum<TDouble>(sums.Distances);
        block.Squares[row] = LaneSums.Sum<TDouble>(sums.Squares);
        return largest == labelScore;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(int from, int to, bool isLast, LaneSums sums)
    {
        var own = TFloat.Create(labelScore);
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        for (var lane = 0; lane < Lanes; lane += TFloat.Count)
        {
            var (terms, far, squared, max) = (TFloat.Create(0), TFloat.Create(0), TFloat.Create(0), TFloat.Create(float.NegativeInfinity));
            ref var bytes = ref Unsafe.Add(ref scores, (nint)lane * TVector.Size);
            var step = (nint)skipped;
            for (nint v = from; v < to; v++)
            {
                ref var vector = ref Unsafe.Add(ref bytes, (v + (v >= step ? 1 : 0)) * (Lanes * TVector.Size));
                Prefetch.Ahead(ref vector);
                Step(TVector.Load<TFloat, TDouble>(ref vector), own, power, ref terms, ref far, ref squared, ref max);
            }

            if (isLast && classes % Lanes != 0)
            {
                Step(LastClasses(lane), own, power, ref terms, ref far, ref squared, ref max);
            }

            if (isLast && skipped != int.MaxValue)
            {
                var vector = TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref bytes, (nint)skipped * (Lanes * TVector.Size)));
                Step(LaneMask.WithoutLane<TFloat, TDouble>(vector, (label % Lanes) - lane), own, power, ref terms, ref far, ref squared, ref max);
            }

            var isFirst = from == 0;
            LaneSums.Add<TFloat, TDouble>(sums.Others, lane, terms, isFirst);
            LaneSums.Add<TFloat, TDouble>(sums.Distances, lane, far, isFirst);
            LaneSums.Add<TFloat, TDouble>(sums.Squares, lane, squared, isFirst);
            sums.Raise<TFloat, TDouble>(lane, max, isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        TFloat score, TFloat own, PowerOfTwo<TFloat, TDouble> power, ref TFloat terms, ref TFloat distances, ref TFloat squares, ref TFloat max)
    {
        // In this order NaN is passed on, not replaced.
        var x = TFloat.Max(power.Least, score);
        var term = power.Of(x);
        max = TFloat.Max(max, x);
        terms += term;
        distances = TFloat.MultiplyAdd(term, own - x, distances);
        squares = TFloat.MultiplyAdd(term, term, squares);
    }

    // The sixteen last scores, without those of full vectors and without the label: nothing outside of the row is read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TFloat LastClasses(int lane)
    {
        var first = classes - Lanes;
        var vector = TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (nint)(first + lane) * TVector.Size));
        vector = LaneMask.FromLane<TFloat, TDouble>(vector, Lanes - (classes % Lanes) - lane);
        return skipped == int.MaxValue ? LaneMask.WithoutLane<TFloat, TDouble>(vector, label - first - lane) : vector;
    }
}
