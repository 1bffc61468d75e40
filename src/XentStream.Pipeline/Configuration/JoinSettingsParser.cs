using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reads how labels are joined that come on a topic of their own.</summary>
internal static class JoinSettingsParser
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Reads the section Join, which belongs to <c>Topics:Labels</c>.</summary>
    public static JoinSettings? Parse(SettingsReader root)
    {
        var reader = root.Section("Join");
        if (root.Section("Topics").Find("Labels") is null)
        {
            foreach (var key in reader.Keys)
            {
                reader.Report(key, "has no meaning where batches carry their labels; name the topic of labels in Topics:Labels.");
            }

            return null;
        }

        var otherwise = new JoinSettings { Within = TimeSpan.FromDays(1) };
        var settings = new JoinSettings
        {
            Within = reader.Time("Within", otherwise.Within, Longest),
            Ahead = reader.TimeOrNone("Ahead", otherwise.Ahead, Longest),
            Disorder = reader.TimeOrNone("Disorder", otherwise.Disorder, Longest),
            Corrections = reader.Word("Corrections", otherwise.Corrections, ("first", Corrections.First), ("last", Corrections.Last)),
            MemoryBytes = reader.Number("MemoryBytes", otherwise.MemoryBytes, 1 << 20, 1L << 40),
            StatePath = reader.Find("StatePath"),
            StateInterval = reader.Time("StateInterval", otherwise.StateInterval, TimeSpan.FromDays(1)),
        };
        if (reader.Find("Within") is null)
        {
            reader.Report("Within", "is required beside Topics:Labels: how long after its prediction a label may come; for example 1.00:00:00 for a day.");
        }

        if (settings.StatePath is null && reader.Find("StateInterval") is not null)
        {
            reader.Report("StateInterval", "has no meaning without StatePath, the folder to keep states in.");
        }

        reader.ReportUnknownKeys();
        Check(root);
        return settings;
    }

    private static void Check(SettingsReader root)
    {
        var topics = root.Section("Topics");
        if (topics.Items("Input").Skip(1).Any())
        {
            topics.Report("Labels", "belongs to one topic of predictions, and Input names several; run a worker for each.");
        }

        foreach (var model in root.Section("Contracts").Keys)
        {
            var contract = root.Section("Contracts").Section(model);
            if (contract.Find("Link") == "sigmoid" && contract.Items("PositiveWeights").Skip(1).Any())
            {
                contract.Report("PositiveWeights", "can only be one number where labels come on a topic of their own: rows are scored one by one, without their place in the batch.");
            }

            if (contract.OptionalWord("Scores", ContractWords.Scores) == ScoreKind.LabelLogProbabilities)
            {
                contract.Report("Scores", "cannot be label-log-probabilities where labels come on a topic of their own: they would be scores of labels that are not known yet.");
            }
        }
    }
}
