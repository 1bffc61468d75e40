using System.Collections.Immutable;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Diagnoses one batch after the other: runs the rules in their steps, and tries out their repairs. Only batches of which something is off come here, so that
/// what it costs, and allocates, is no matter to others.
/// </summary>
internal sealed class FaultFinder
{
    private readonly List<Finding> findings = [];
    private readonly FixTrial trial = new();

    /// <summary>Whether the batch is rejected.</summary>
    public bool Rejects => findings.Any(finding => finding.Rejects);

    /// <summary>Whether the batch can be read row by row.</summary>
    public bool HasRows => findings.All(finding => !finding.Rejects || finding.LeavesRows);

    /// <summary>Whether the batch is read otherwise than it was sent.</summary>
    public bool HasRepaired { get; private set; }

    /// <summary>Begins with another batch.</summary>
    public void Clear()
    {
        findings.Clear();
        HasRepaired = false;
    }

    /// <summary>Steps 1 to 6. A fault that leaves one way to pair is repaired for what comes after it.</summary>
    public void FindShapes(ref DiagnosedBatch batch)
    {
        foreach (var step in DiagnosisSteps.OfKinds)
        {
            TestAll(ref batch, step);
            if (!HasRows)
            {
                return;
            }
        }

        // Dense labels that pair and are distributions over the class axis need no test of axes; index labels that pair neither.
        var skips = batch.ArePaired && (!batch.IsDense || batch.AreLabelsDistributionsOver(batch.ClassAxis!.Value));
        if (!skips && !TestUntilFound(ref batch, DiagnosisSteps.OfAxes))
        {
            TestUntilFound(ref batch, DiagnosisSteps.OfCounts);
        }

        if (HasRows)
        {
            Test(ref batch, DiagnosisSteps.LastOfPairing);
        }
    }

    /// <summary>Steps 7 to 10, of a batch that was tried to be scored.</summary>
    public void FindValues(ref DiagnosedBatch batch)
    {
        if (batch.Offences is not { MustReject: true })
        {
            TestAll(ref batch, DiagnosisSteps.OfRemarks);
            return;
        }

        var before = findings.Count;
        foreach (var rule in DiagnosisSteps.OfLabels)
        {
            if (!findings.Skip(before).Any(finding => finding.Rejects))
            {
                Test(ref batch, rule);
            }
        }

        TestAll(ref batch, DiagnosisSteps.OfScores);
    }

    /// <summary>The faults, those that reject first, in the order of the steps. What is found of repairs that were made is the loss that came of them.</summary>
    public ImmutableArray<Fault> Conclude(double? meanLoss) =>
    [
        .. findings.Where(finding => finding.Fault is not null)
            .Select(finding => finding is { Repair: not null, Fault: { Severity: Severity.Warn, LossAfterFix: null } } && !Rejects ? finding.Fault with { LossAfterFix = meanLoss } : finding.Fault!)
            .DistinctBy(fault => fault.Code)
            .OrderByDescending(fault => fault.Severity),
    ];

    private void TestAll(ref DiagnosedBatch batch, ImmutableArray<IRule> rules)
    {
        foreach (var rule in rules)
        {
            Test(ref batch, rule);
        }
    }

    private bool TestUntilFound(ref DiagnosedBatch batch, ImmutableArray<IRule> rules)
    {
        foreach (var rule in rules)
        {
            if (Test(ref batch, rule))
            {
                return true;
            }
        }

        return false;
    }

    private bool Test(ref DiagnosedBatch batch, IRule rule)
    {
        if (rule.Find(ref batch) is not { } finding)
        {
            return false;
        }

        // A repair of scores or of the value to ignore is only tried out: a number is never made of other declarations than the contract's.
        var isMade = !finding.Rejects && finding.Repair is { Scores: null, IgnoreIndex: null };
        if (isMade)
        {
            batch.Apply(finding.Repair!);
            HasRepaired = true;
        }
        else if (finding.Repair is { } repair)
        {
            finding = finding with { Fault = finding.Fault! with { LossAfterFix = trial.LossAfter(repair, batch) } };
        }

        findings.Add(finding);
        return true;
    }
}
