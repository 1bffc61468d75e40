using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>Tries candidate contracts on the readable records of a model: the one with the fewest faulty batches is proposed, and of several the plainest.</summary>
internal sealed class ContractSearch
{
    private readonly BatchEvaluator evaluator;
    private Contract current = new();

    public ContractSearch(TimeProvider time) => evaluator = new BatchEvaluator(_ => current, time);

    /// <summary>Finds the contract, or null where every batch is rejected under every candidate.</summary>
    public ContractProposal? Find(ModelSample model)
    {
        if (model.Roles is not { Scores: not null, Labels: not null } roles)
        {
            return null;
        }

        List<ContractTrial> best = [];
        foreach (var candidate in new CandidateContracts(model, roles).All)
        {
            if (Try(model, candidate, best.FirstOrDefault()) is { } trial)
            {
                best.RemoveAll(other => other.IsWorseThan(trial));
                best.Add(trial);
            }
        }

        return best is [var chosen, ..] && chosen.Tally.Rejected < chosen.Tally.Records ? Propose(model, chosen, best[1..]) : null;
    }

    private ContractProposal Propose(ModelSample model, ContractTrial chosen, IReadOnlyList<ContractTrial> others)
    {
        // Once more as it will be printed: what is said of it was seen, not concluded.
        var trial = Try(model, Complete(chosen, model.Present), best: null)!;
        return new ContractProposal(trial.Contract, trial.Tally)
        {
            MeanLoss = trial.MeanLoss,
            Rows = trial.Rows,
            Ignored = trial.Ignored,
            Reasons = ProposalReasons.Of(model, trial),
            Ambiguities = [.. Ambiguities.Of(chosen, others)],
        };
    }

    private static Contract Complete(ContractTrial chosen, Contract? present)
    {
        var contract = chosen.Contract;
        if (chosen.Classes.Count == 0)
        {
            return contract;
        }

        var keepsLeast = present is { ClassesAtLeast: true, Classes: { } least } && least <= chosen.Classes.Min;
        var classes = keepsLeast ? present!.Classes : chosen.Classes.Count == 1 ? chosen.Classes.Min : null;
        var weights = present?.ClassWeights ?? [];
        return contract with { Classes = classes, ClassesAtLeast = keepsLeast, ClassWeights = chosen.Classes.Count == 1 && weights.Length == chosen.Classes.Min ? weights : [] };
    }

    // Gives up as soon as another is better.
    private ContractTrial? Try(ModelSample model, Contract contract, ContractTrial? best)
    {
        current = contract;
        var trial = new ContractTrial(contract);
        foreach (var record in model.Readable)
        {
            var value = record.ReadValue();
            trial.Add(record.Place, evaluator.Evaluate(value, value is null, record.ReadHeaders(), record.Declared));
            if (best is not null && trial.IsWorseThan(best))
            {
                return null;
            }
        }

        return trial;
    }
}
