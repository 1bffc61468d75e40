using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>A row of many classes whose label is a distribution, sixteen classes at a time: a pass for the largest score, and one for the sums, out of the cache.</summary>
/// <remarks>
/// Class c belongs to lane c mod 16; of the last classes, which do not fill a vector, the last belongs to lane 15. A lane adds up in F32 over 32 vectors, then in
/// F64. That order is part of the definition of the bits.
/// </remarks>
internal readonly ref struct MixtureRow<TVector, TShares, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TShares : struct, IShares
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const int Lanes = RowBlock.Lanes;
    private const int VectorsBetweenFlushes = 32;

    private readonly ref byte scores;
    private readonly ref byte shares;
    private readonly int classes;
    private readonly int label;
    private readonly float largest;

    /// <summary>Takes a row.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="shares">The shares of its label, where they are in memory.</param>
    /// <param name="classes">How many classes there are: at least sixteen.</param>
    /// <param name="label">Its label, where that is one class.</param>
    public MixtureRow(ref byte scores, ref byte shares, int classes, int label)
    {
        this.scores = ref scores;
        this.shares = ref shares;
        this.classes = classes;
        this.label = label;
        largest = LargestOf(ref scores, classes);
    }

    /// <summary>Sums up the row, and writes the sums down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(bool needsRank, RowBlock block, int row)
    {
        var (full, lanes, v) = (classes / Lanes, block.Room.Mixture, 0);
        for (; v + VectorsBetweenFlushes < full; v += VectorsBetweenFlushes)
        {
            AddBlock(v, v + VectorsBetweenFlushes, isLast: false, lanes);
        }

        AddBlock(v, full, isLast: true, lanes);
        lanes.Store<TDouble>(block, row);

        // The lanes before the last classes held the largest score.
        block.Mixture.Ties[row] -= classes % Lanes == 0 ? 0 : Lanes - (classes % Lanes);
        block.Max[row] = largest;
        block.Rank[row] = block.LabelScore[row] == largest ? 0 : 1;
        if ((block.Rank[row] == 0 && block.Mixture.Ties[row] != 1) || (needsRank && block.Rank[row] != 0))
        {
            block.Rank[row] = WideRow.RankOf<TVector, TFloat, TDouble>(ref scores, classes, (int)block.Mixture.Label[row], block.LabelScore[row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(int from, int to, bool isLast, MixtureLanes lanes)
    {
        var (max, labels) = (TFloat.Create(largest), TFloat.Create(label));
        var power = new PowerOfTwo<TFloat, TDouble>(max);
        for (var lane = 0; lane < Lanes; lane += TFloat.Count)
        {
            var sums = lanes.Begin<TFloat, TDouble>(lane, from == 0);
            var index = TFloat.CreateSequence((from * Lanes) + lane);
            for (nint c = ((nint)from * Lanes) + lane; c < to * Lanes; c += Lanes)
            {
                ref var share = ref Unsafe.Add(ref shares, c * TShares.Size);
                Prefetch.Ahead(ref share);
                sums.Add(TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, c * TVector.Size)), TShares.Load<TFloat, TDouble>(ref share, index, labels), index, max, power);
                index += TFloat.Create(Lanes);
            }

            if (isLast && classes % Lanes != 0)
            {
                // The sixteen last classes, of which those of full vectors have the largest score and no share: then they add to the ties alone.
                var (first, before) = (classes - Lanes + lane, Lanes - (classes % Lanes) - lane);
                index = TFloat.CreateSequence(first);
                var last = TShares.Load<TFloat, TDouble>(ref Unsafe.Add(ref shares, (nint)first * TShares.Size), index, labels);
                var score = TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (nint)first * TVector.Size));
                sums.Add(LaneMask.LargestBefore<TFloat, TDouble>(score, before, max), LaneMask.ZeroBefore<TFloat, TDouble>(last, before), index, max, power);
            }

            lanes.End(sums, lane, from == 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LargestOf(ref byte scores, int classes)
    {
        var max = TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (nint)(classes - TFloat.Count) * TVector.Size));
        for (nint c = 0; c < classes - TFloat.Count; c += TFloat.Count)
        {
            ref var vector = ref Unsafe.Add(ref scores, c * TVector.Size);
            Prefetch.Ahead(ref vector);
            max = TFloat.Max(max, TVector.Load<TFloat, TDouble>(ref vector));
        }

        return TFloat.Largest(max);
    }
}
