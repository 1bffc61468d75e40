using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a wide row's terms, the label left out.</summary>
/// <remarks>
/// Class c belongs to lane c mod 16; of the last classes, which do not fill a vector, the last belongs to lane 15. First come the full vectors without the
/// label's, in their order and two at a time (<see cref="TermSums{TFloat, TDouble}"/>), then one that is left, the last classes, and the label's vector, with a score of −∞ in
/// the label's place. A lane adds up in F32 over 32 full vectors, then in F64; at the end the lanes are added in halves. That order is part of the definition of the bits, so it is the same on machines whose vectors are
/// narrower: they take the sixteen lanes of 32 vectors in parts.
/// </remarks>
internal readonly ref struct RowSum<TVector, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const int Lanes = RowBlock.Lanes;
    private const int VectorsBetweenFlushes = TermSums<TFloat, TDouble>.BetweenFlushes;

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
        var (first, second) = (new TermTotals<TFloat, TDouble>(), new TermTotals<TFloat, TDouble>());
        for (var (v, isLast) = (0, false); !isLast; v += VectorsBetweenFlushes)
        {
            isLast = v + VectorsBetweenFlushes >= count;
            var to = isLast ? count : v + VectorsBetweenFlushes;
            AddBlock(0, v, to, isLast, ref first);
            if (TFloat.Count < Lanes)
            {
                AddBlock(TFloat.Count, v, to, isLast, ref second);
            }
        }

        var largest = TFloat.Largest(TFloat.Max(first.Max, second.Max));
        block.LabelScore[row] = labelScore;
        block.Max[row] = MathF.Max(labelScore, largest);
        block.Rank[row] = largest > labelScore ? 1 : 0;
        block.Others[row] = TermTotals<TFloat, TDouble>.Sum(first.Terms, second.Terms);
        block.Distances[row] = TermTotals<TFloat, TDouble>.Sum(first.Distances, second.Distances);
        block.Squares[row] = TermTotals<TFloat, TDouble>.Sum(first.Squares, second.Squares);
        return largest == labelScore;
    }

    // The vectors from one on without the label's, two at a time, for some of the lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(int lane, int from, int to, bool isLast, ref TermTotals<TFloat, TDouble> totals)
    {
        var own = TFloat.Create(labelScore);
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        var sums = new TermSums<TFloat, TDouble>();
        ref var bytes = ref Unsafe.Add(ref scores, (nint)lane * TVector.Size);
        var step = (nint)skipped;
        nint v = from;
        for (; v + 1 < to; v += 2)
        {
            ref var vector = ref At(ref bytes, v, step);
            ref var next = ref At(ref bytes, v + 1, step);
            sums.Add(TVector.Load<TFloat, TDouble>(ref vector), TVector.Load<TFloat, TDouble>(ref next), own, power);
        }

        // What is left: a full vector, the last classes, the label's vector.
        var parts = (v < to ? 1 : 0) | (isLast && classes % Lanes != 0 ? 2 : 0) | (isLast && skipped != int.MaxValue ? 4 : 0);
        for (; parts != 0; parts &= parts - 1)
        {
            var part = parts & -parts;
            sums.Add(part == 1 ? TVector.Load<TFloat, TDouble>(ref At(ref bytes, v, step)) : part == 2 ? LastClasses(lane) : LabelVector(lane), own, power);
        }

        totals.Add(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte At(ref byte bytes, nint vector, nint step)
    {
        ref var place = ref Unsafe.Add(ref bytes, (vector + (vector >= step ? 1 : 0)) * (Lanes * TVector.Size));
        Prefetch.Ahead(ref place);
        return ref place;
    }

    // The label's vector without the label.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TFloat LabelVector(int lane)
    {
        ref var place = ref Unsafe.Add(ref scores, ((nint)skipped * (Lanes * TVector.Size)) + (lane * TVector.Size));
        Prefetch.Ahead(ref place);
        var vector = TVector.Load<TFloat, TDouble>(ref place);
        return LaneMask.WithoutLane<TFloat, TDouble>(vector, (label % Lanes) - lane);
    }

    // The sixteen last scores, without those of full vectors and without the label: nothing outside of the row is read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TFloat LastClasses(int lane)
    {
        var first = classes - Lanes;
        ref var place = ref Unsafe.Add(ref scores, (nint)(first + lane) * TVector.Size);
        Prefetch.Ahead(ref place);
        var vector = TVector.Load<TFloat, TDouble>(ref place);
        vector = LaneMask.FromLane<TFloat, TDouble>(vector, Lanes - (classes % Lanes) - lane);
        return skipped == int.MaxValue ? LaneMask.WithoutLane<TFloat, TDouble>(vector, label - first - lane) : vector;
    }
}
