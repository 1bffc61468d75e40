using XentStream.Pipeline.Joining.Storing;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Joining;

/// <summary>The models and versions of a partition, numbered from 1; number 0 is the labels by themselves, which are for any.</summary>
internal sealed class JoinedStreams(Func<string, Contract?> contractOf)
{
    private readonly List<JoinedStream> streams = [new JoinedStream("", "", contract: null)];
    private readonly Dictionary<(string Model, string Version), int> numbers = [];

    // Records of one model come in long runs.
    private (string? Model, string? Version, int Number) last;

    /// <summary>The books of labels.</summary>
    public JoinedStream Labels => streams[0];

    /// <summary>Rows of labels that came and are decided.</summary>
    public long LabelsReceived { get; set; }

    /// <summary>All models and versions.</summary>
    public IEnumerable<JoinedStream> All => streams.Skip(1);

    /// <summary>Whether the books of labels balance.</summary>
    public bool AreLabelsBalanced
    {
        get
        {
            long sum = 0;
            foreach (var rows in Labels.Levels.Labels)
            {
                sum += rows;
            }

            return sum == LabelsReceived;
        }
    }

    /// <summary>A model and version.</summary>
    public JoinedStream this[int number] => streams[number];

    /// <summary>The number of a model and version.</summary>
    public int Find(string model, string version)
    {
        if (model == last.Model && version == last.Version)
        {
            return last.Number;
        }

        if (!numbers.TryGetValue((model, version), out var number))
        {
            number = streams.Count;
            streams.Add(new JoinedStream(model, version, contractOf(model)));
            numbers.Add((model, version), number);
        }

        last = (model, version, number);
        return number;
    }

    /// <summary>Whether a label is for a prediction: it names no other model and no other version.</summary>
    public bool IsFor(int label, int prediction)
    {
        var (named, stream) = (streams[label], streams[prediction]);
        return (named.Model.Length == 0 || named.Model == stream.Model) && (named.Version.Length == 0 || named.Version == stream.Version);
    }

    /// <summary>Writes them and their books.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(streams.Count);
        writer.Write(LabelsReceived);
        foreach (var stream in streams)
        {
            writer.Write(stream.Model);
            writer.Write(stream.Version);
            writer.Write(stream.Received);
            stream.Levels.Save(writer);
        }
    }

    /// <summary>Reads them, with the same numbers.</summary>
    public void Load(StateReader reader)
    {
        var count = reader.ReadLong();
        LabelsReceived = reader.ReadLong();
        for (var number = 0; number < count; number++)
        {
            var (model, version) = (reader.ReadText(), reader.ReadText());
            var stream = number == 0 ? Labels : streams[Find(model, version)];
            stream.Received = reader.ReadLong();
            stream.Levels.Load(reader);
        }
    }
}
