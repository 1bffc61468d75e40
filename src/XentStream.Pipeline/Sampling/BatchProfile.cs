using XentStream.Encodings;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>What batches look like, before any contract is laid on them.</summary>
public sealed class BatchProfile
{
    /// <summary>So many names of tensors are told apart.</summary>
    public const int MaxTensors = 64;

    private readonly SortedDictionary<string, TensorProfile> tensors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, RowSums> scoreSums = [];
    private readonly SortedDictionary<int, RowSums> labelSums = [];

    /// <summary>How many batches could be read.</summary>
    public int Batches { get; private set; }

    /// <summary>The tensors, by their names.</summary>
    public IReadOnlyCollection<TensorProfile> Tensors => tensors.Values;

    /// <summary>Whether there are more tensors than are told apart.</summary>
    public bool HasMoreTensors { get; private set; }

    /// <summary>The range of the scores.</summary>
    public ValueRange Scores { get; } = new();

    /// <summary>What the scores sum to, along each axis longer than 1.</summary>
    public IReadOnlyDictionary<int, RowSums> ScoreSums => scoreSums;

    /// <summary>The highest rank of the scores.</summary>
    public int ScoreRank { get; private set; }

    /// <summary>The values of the labels.</summary>
    public LabelValues Labels { get; } = new();

    /// <summary>What labels of the scores' shape sum to, along each axis longer than 1.</summary>
    public IReadOnlyDictionary<int, RowSums> LabelSums => labelSums;

    /// <summary>How many batches have labels of the scores' shape.</summary>
    public int SameShapes { get; private set; }

    /// <summary>How many batches have labels with an axis of length 1.</summary>
    public int UnitAxes { get; private set; }

    /// <summary>The tensor of a name.</summary>
    public TensorProfile? Find(string? name) => name is null ? null : tensors.GetValueOrDefault(name);

    /// <summary>Takes a batch.</summary>
    internal void Add(PayloadDecoder decoder, scoped in DecodedPayload decoded, IReadOnlyCollection<TensorDescription> descriptions, TensorRoles roles)
    {
        Batches++;
        foreach (var tensor in descriptions)
        {
            AddTensor(tensor);
        }

        var shape = AddScores(decoder, decoded, roles.Scores);
        AddLabels(decoder, decoded, roles.Labels, shape);
    }

    private void AddTensor(TensorDescription tensor)
    {
        if (tensors.TryGetValue(tensor.Name, out var profile))
        {
            profile.Add(tensor);
        }
        else if (tensors.Count < MaxTensors)
        {
            tensors.Add(tensor.Name, profile = new TensorProfile(tensor.Name));
            profile.Add(tensor);
        }
        else
        {
            HasMoreTensors = true;
        }
    }

    private TensorShape? AddScores(PayloadDecoder decoder, scoped in DecodedPayload decoded, string? name)
    {
        if (name is null || decoder.View(decoded, name, out var scores) is not null)
        {
            return null;
        }

        ScoreRank = Math.Max(ScoreRank, scores.Shape.Rank);
        AddValues(scores, Scores.Add);
        AddSums(scoreSums, scores);
        return scores.Shape;
    }

    private void AddLabels(PayloadDecoder decoder, scoped in DecodedPayload decoded, string? name, TensorShape? scores)
    {
        if (name is null || decoder.View(decoded, name, out var labels) is not null)
        {
            return;
        }

        AddValues(labels, Labels.Add);
        UnitAxes += labels.Shape != labels.Shape.Squeezed ? 1 : 0;
        if (labels.Shape == scores)
        {
            SameShapes++;
            AddSums(labelSums, labels);
        }
    }

    private static void AddValues(TensorView tensor, Action<double> add)
    {
        for (var at = 0; at < tensor.Bytes.Length; at += tensor.Type.Size)
        {
            add(Elements.ReadDouble(tensor.Type, tensor.Bytes[at..]));
        }
    }

    private static void AddSums(SortedDictionary<int, RowSums> sums, TensorView tensor)
    {
        for (var axis = 0; axis < tensor.Shape.Rank; axis++)
        {
            if (tensor.Shape[axis] > 1)
            {
                sums.TryAdd(axis, new RowSums());
                sums[axis].Add(tensor, axis);
            }
        }
    }
}
