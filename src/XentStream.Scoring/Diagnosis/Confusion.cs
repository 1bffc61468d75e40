namespace XentStream.Scoring.Diagnosis;

/// <summary>How often each class that occurs was predicted as each class.</summary>
internal sealed class Confusion
{
    private readonly int classes;
    private readonly long[] counts;
    private readonly long[] rows;

    /// <summary>Makes an empty matrix of the classes that occur.</summary>
    public Confusion(int[] occurring, int classes)
    {
        Occurring = occurring;
        this.classes = classes;
        counts = new long[checked(occurring.Length * classes)];
        rows = new long[occurring.Length];
    }

    /// <summary>The classes that occur, ascending.</summary>
    public int[] Occurring { get; }

    /// <summary>The mean, over the classes that occur, of the share of rows that were predicted as the class itself.</summary>
    public double MeanRecall => MeanRecallOf(Occurring);

    /// <summary>Counts a row by the place of its class among those that occur.</summary>
    public void Add(int place, int predicted)
    {
        counts[(place * classes) + predicted]++;
        rows[place]++;
    }

    /// <summary>The mean recall, were each class called otherwise.</summary>
    public double MeanRecallOf(int[] names) => Enumerable.Range(0, rows.Length).Average(place => (double)Of(place, names[place]) / rows[place]);

    /// <summary>
    /// By how many standard errors the rows are better under these names: of the rows that differ, those that become right less those that become wrong, over
    /// the root of their number.
    /// </summary>
    public double Significance(int[] names)
    {
        var (gain, differing) = (0L, 0L);
        for (var place = 0; place < rows.Length; place++)
        {
            if (names[place] != Occurring[place])
            {
                gain += Of(place, names[place]) - Of(place, Occurring[place]);
                differing += Of(place, names[place]) + Of(place, Occurring[place]);
            }
        }

        return differing == 0 ? 0 : gain / Math.Sqrt(differing);
    }

    /// <summary>The names at the largest mean recall, one for each class that occurs; or null where no names reach a level.</summary>
    public int[]? BestNames(double level)
    {
        var (gain, bound) = (new double[rows.Length, classes], 0.0);
        for (var place = 0; place < rows.Length; place++)
        {
            var most = 0.0;
            for (var c = 0; c < classes; c++)
            {
                gain[place, c] = (double)Of(place, c) / rows[place];
                most = Math.Max(most, gain[place, c]);
            }

            bound += most / rows.Length;
        }

        // Each class by itself can do no better: usually that is enough to know.
        return bound <= level ? null : Assignment.Best(gain);
    }

    private long Of(int place, int predicted) => counts[(place * classes) + predicted];
}
