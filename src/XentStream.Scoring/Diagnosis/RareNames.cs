using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Whether a few of the wrong rows rule out that classes have other names, of batches most of whose rows are right. A sample of all rows would hold next to nothing of classes that are rare; and
/// in a class that has another name, next to all rows are wrong.
/// </summary>
internal ref struct RareNames
{
    // Of the mean recall, where the rule asks for 0.2.
    private const double LeastLift = 0.12;

    // The shares of classes are guesses by a few rows.
    private const double LeastLiftOfShares = 0.1;

    private const float Unseen = -1;

    private readonly Span<int> rows;
    private readonly Span<int> labels;
    private readonly Span<float> shares;
    private readonly int occurring;

    /// <summary>Takes a sample.</summary>
    /// <param name="batch">The batch, of at most <see cref="CountedNames.MaxClasses"/> classes.</param>
    /// <param name="sample">Some of its wrong rows.</param>
    /// <param name="places">Where some of all its rows are.</param>
    /// <param name="step">Which of these are looked at: one of so many.</param>
    /// <param name="wrongShare">Which share of the rows is wrong.</param>
    /// <param name="labels">Room for the labels of the wrong rows.</param>
    /// <param name="shares">Room for a number for each class.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public RareNames(in ScorableBatch batch, Span<int> sample, ReadOnlySpan<ulong> places, int step, double wrongShare, Span<int> labels, Span<float> shares)
    {
        rows = sample;
        this.labels = labels;
        this.shares = shares;
        var count = 0;
        Span<int> wrong = stackalloc int[CountedNames.MaxClasses];
        Span<int> all = stackalloc int[CountedNames.MaxClasses];
        wrong.Clear();
        all.Clear();
        var classes = new ClassRows(batch);
        foreach (var row in sample)
        {
            // A row of a declared distribution need not be of one class.
            var label = classes.LabelOf(batch, row);
            if (label != ClassLabels.None)
            {
                (rows[count], labels[count++]) = (row, label);
                wrong[label]++;
            }
        }

        rows = rows[..count];

        for (var i = 0; i < places.Length; i += step)
        {
            var label = classes.LabelOf(batch, RowSample.RowOf(places[i], batch.Rows));
            all[Math.Max(label, 0)] += label == ClassLabels.None ? 0 : 1;
        }

        // Which share of a class is wrong, of those that may be by more than half; as many of a class are wrong as there are, at most.
        var (gain, scale) = (0F, (float)wrongShare * places.Length / step / Math.Max(count, 1));
        for (var label = 0; label < shares.Length; label++)
        {
            var isSeen = wrong[label] + all[label] > 0;
            var ofWrong = wrong[label] * scale;
            shares[label] = isSeen ? ofWrong / Math.Max(ofWrong, all[label]) : Unseen;
            gain += Math.Max((2 * shares[label]) - 1, 0);
            occurring += isSeen ? 1 : 0;
        }

        MayBe = gain > LeastLiftOfShares * occurring;
    }

    /// <summary>Whether enough classes may be wrong by more than half. What becomes right in a class with another name was wrong, and what is right there becomes wrong.</summary>
    public bool MayBe { get; }

    /// <summary>Whether the wrong rows of these classes agree on names that no other class has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly bool AreFound(in ScorableBatch batch)
    {
        Span<int> counts = stackalloc int[shares.Length * shares.Length];
        Span<int> all = stackalloc int[shares.Length];
        counts.Clear();
        all.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            all[labels[i]]++;
            if (shares[labels[i]] > 0.5F)
            {
                counts[(labels[i] * shares.Length) + RowClass.TopOf(batch, rows[i])]++;
            }
        }

        var (gain, taken) = (0.0, 0U);
        for (var label = 0; label < shares.Length; label++)
        {
            var (name, most) = (0, 0);
            for (var one = 0; one < shares.Length; one++)
            {
                // A class that is mostly right keeps its own name.
                var count = shares[one] is > 0.5F or Unseen && (taken & (1U << one)) == 0 ? counts[(label * shares.Length) + one] : 0;
                (name, most) = count > most ? (one, count) : (name, most);
            }

            if (most > 0)
            {
                var (lost, won) = (1 - shares[label], shares[label] * most / all[label]);
                gain += Math.Max(won - lost, 0);
                taken |= won > lost ? 1U << name : 0;
            }
        }

        return gain > LeastLift * occurring;
    }
}
