using XentStream.Encodings;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>
/// Looks at a sample: what its batches are like, what becomes of them under the present contracts, and which contracts they fit. Whether a batch fits is asked
/// of the same evaluation as everywhere; here are no rules of its own.
/// </summary>
/// <param name="contractOf">The present contract of a model, or null where none is declared.</param>
/// <param name="time">The clock of the evaluation.</param>
public sealed class SampleAnalysis(Func<string, Contract?> contractOf, TimeProvider time)
{
    private readonly BatchEvaluator evaluator = new(contractOf, time);
    private readonly PayloadDecoder decoder = new();
    private readonly SortedDictionary<string, ModelSample> models = new(StringComparer.Ordinal);
    private readonly EncodingAdvice encodings = new();

    /// <summary>Analyzes a sample.</summary>
    public SampleReport Run(IEnumerable<SampledRecord> sample)
    {
        foreach (var record in sample)
        {
            Add(record);
        }

        var search = new ContractSearch(time);
        foreach (var model in models.Values)
        {
            model.Proposal = search.Find(model);
        }

        return new SampleReport([.. models.Values], encodings);
    }

    private void Add(SampledRecord record)
    {
        var value = record.ReadValue();
        var readable = FindReadable(record, value);
        var model = Identify(readable ?? record, value, out var version);
        model.UnderPresent.Add(record.Place, Evaluate(record, value));
        version.Count(readable is null ? null : Describe(readable, value, model, version));
    }

    private Evaluation Evaluate(SampledRecord record, byte[]? value) => evaluator.Evaluate(value, value is null, record.ReadHeaders(), record.Declared);

    private ModelSample Identify(SampledRecord record, byte[]? value, out VersionSample version)
    {
        var evaluation = Evaluate(record, value);
        if (!models.TryGetValue(evaluation.Model, out var model))
        {
            models.Add(evaluation.Model, model = new ModelSample(evaluation.Model, contractOf(evaluation.Model)));
        }

        version = model.VersionOf(evaluation.Version);
        return model;
    }

    // As it is declared, or else in the encoding that reads it.
    private SampledRecord? FindReadable(SampledRecord record, byte[]? value)
    {
        if (value is null)
        {
            return null;
        }

        if (decoder.Read(value, record.ReadHeaders(), record.Declared, out var decoded) is null)
        {
            encodings.NoteWorking(record.Place, decoded.Encoding!.Value);
            return record;
        }

        foreach (var encoding in Enum.GetValues<PayloadEncoding>())
        {
            if (decoder.Read(value, record.ReadHeaders(), encoding, out _) is null && decoder.Describe().Count > 0)
            {
                encodings.NoteNeeded(record.Place, encoding);
                return record with { Declared = encoding };
            }
        }

        return null;
    }

    private PayloadEncoding? Describe(SampledRecord record, byte[]? value, ModelSample model, VersionSample version)
    {
        decoder.Read(value, record.ReadHeaders(), record.Declared, out var decoded);
        var tensors = decoder.Describe();
        var roles = TensorRoles.Of(tensors, (model.Present ?? new Contract()).Names);
        model.Count(roles);
        model.Readable.Add(record);
        model.Profile.Add(decoder, decoded, tensors, roles);
        version.Profile.Add(decoder, decoded, tensors, roles);
        return decoded.Encoding;
    }
}
