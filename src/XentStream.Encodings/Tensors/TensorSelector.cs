using System.Text;
using XentStream.Encodings.OpenInference;
using XentStream.Encodings.OpenInference.Json;
using XentStream.Encodings.OpenInference.Protobuf;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tensors;

internal sealed class TensorSelector(TensorTable table)
{
    private readonly ElementBuffer scores = new();
    private readonly ElementBuffer labels = new();
    private readonly ElementBuffer weights = new();
    private readonly ElementBuffer single = new();

    /// <summary>Selects the tensors of a batch.</summary>
    /// <param name="decoded">The payload whose tensors are in the table.</param>
    /// <param name="contract">Tells the names, and which scores are meant where there are several.</param>
    /// <param name="tensors">Views of the payload, or of buffers that are used again for the next one.</param>
    public Fault? Select(scoped in DecodedPayload decoded, Contract contract, out TensorBatch tensors)
    {
        tensors = default;
        var data = decoded.Data;
        var names = contract.Names;
        var kind = FindScores(contract);
        TensorView labelsView = default;
        TensorView weightsView = default;
        var fault = View(data, names, (TensorRole)kind, scores, out var scoresView)
            ?? View(data, names, TensorRole.Labels, labels, out labelsView)
            ?? ViewWeights(data, names, out weightsView);
        if (fault is not null)
        {
            return fault;
        }

        tensors = new TensorBatch { Scores = scoresView, ScoreKind = kind, Labels = labelsView, Weights = weightsView, ScoredCount = decoded.ScoredCount };
        return null;
    }

    /// <summary>Selects the tensors of a batch whose labels come by themselves.</summary>
    public Fault? SelectPredictions(scoped in DecodedPayload decoded, Contract contract, out TensorBatch tensors)
    {
        var data = decoded.Data;
        var kind = FindScores(contract);
        TensorView weightsView = default;
        var fault = View(data, contract.Names, (TensorRole)kind, scores, out var scoresView) ?? ViewWeights(data, contract.Names, out weightsView);
        tensors = fault is null ? new TensorBatch { Scores = scoresView, ScoreKind = kind, Weights = weightsView } : default;
        return fault;
    }

    /// <summary>Selects the labels.</summary>
    public Fault? SelectLabels(scoped in DecodedPayload decoded, TensorNames names, out TensorView view) => View(decoded.Data, names, TensorRole.Labels, labels, out view);

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Holds(ReadOnlySpan<byte> name) => Find(name) >= 0;

    /// <summary>Selects one tensor by its name, whatever its role.</summary>
    /// <param name="data">The payload whose tensors are in the table.</param>
    /// <param name="name">The name.</param>
    /// <param name="view">A view of the payload, or of a buffer that is used again for the next tensor that is selected so.</param>
    public Fault? View(ReadOnlySpan<byte> data, string name, out TensorView view) => View(data, Encoding.UTF8.GetBytes(name), name, isLabels: false, single, out view);

    private Fault? ViewWeights(ReadOnlySpan<byte> data, TensorNames names, out TensorView view)
    {
        view = default;
        return Find(names[TensorRole.Weights]) < 0 ? null : View(data, names, TensorRole.Weights, weights, out view);
    }

    // Of several scores those that the contract declares, else the rawest: what is derived from them carries less.
    private ScoreKind FindScores(Contract contract)
    {
        if (contract.Scores is { } declared && Find(contract.Names[(TensorRole)declared]) >= 0)
        {
            return declared;
        }

        for (var kind = ScoreKind.Logits; kind <= ScoreKind.LabelLogProbabilities; kind++)
        {
            if (Find(contract.Names[(TensorRole)kind]) >= 0)
            {
                return kind;
            }
        }

        return ScoreKind.Logits;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        var entries = table.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if (table[entries[i].Name].SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private Fault? View(ReadOnlySpan<byte> data, TensorNames names, TensorRole role, ElementBuffer buffer, out TensorView view) =>
        View(data, names[role], names.TextOf(role), role == TensorRole.Labels, buffer, out view);

    private Fault? View(ReadOnlySpan<byte> data, ReadOnlySpan<byte> utf8, string name, bool isLabels, ElementBuffer buffer, out TensorView view)
    {
        view = default;
        var place = Find(utf8);
        if (place < 0)
        {
            return TensorFaults.Missing(name, table);
        }

        ref readonly var tensor = ref table.Entries[place];
        if (IsTwice(place))
        {
            return TensorFaults.Duplicate(name);
        }

        if (tensor.Type?.Element is not { } type)
        {
            return tensor.Type is null ? TensorFaults.TypeUnknown(name, table.Quote(tensor.TypeName))
                : tensor.Type.Name == OipTypes.Text && isLabels ? TensorFaults.LabelText(name, tensor, LabelTexts.Of(data.Slice(tensor.Start, tensor.Length), tensor.Form))
                : TensorFaults.TypeUnsupported(name, tensor.Type.Name, isLabels);
        }

        return !tensor.HasShape ? TensorFaults.NoShape(name)
            : Read(data, name, tensor, type, buffer, out view);
    }

    private static Fault? Read(ReadOnlySpan<byte> data, string name, scoped in TensorEntry tensor, ElementType type, ElementBuffer buffer, out TensorView view)
    {
        var source = data.Slice(tensor.Start, tensor.Length);
        var bytes = tensor.Form == TensorForm.Bytes ? source : default;
        view = default;
        var isArray = tensor.Form is TensorForm.Json or TensorForm.Contents;
        var fault = isArray && (Int128)tensor.Shape.Count * type.Size > Array.MaxLength ? TensorFaults.TooLarge(name, tensor) : tensor.Form switch
        {
            TensorForm.Json => JsonArray.Read(source, name, tensor, buffer, out bytes),
            TensorForm.Contents => TensorContents.Read(source, name, tensor, buffer, out bytes),
            TensorForm.None when tensor.Shape.Count > 0 => TensorFaults.NoValues(name),
            TensorForm.Bytes when !TensorView.IsLength(tensor.Shape.Count, type, source.Length) => TensorFaults.LengthMismatch(tensor, (ulong)source.Length),
            _ => null,
        };
        view = fault is null ? new TensorView(type, tensor.Shape, bytes) : default;
        return fault;
    }

    private bool IsTwice(int place)
    {
        var name = table[table.Entries[place].Name];
        foreach (ref readonly var later in table.Entries[(place + 1)..])
        {
            if (table[later.Name].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
