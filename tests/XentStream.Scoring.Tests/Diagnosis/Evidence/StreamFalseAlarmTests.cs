using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class StreamFalseAlarmTests
{
    private const int BatchesPerStream = 2000;

    private static readonly int Streams = Math.Max(5, FalseAlarmTests.Batches / BatchesPerStream);

    // Models of every skill, those that guess, prefer a class or take one for another too, with labels that are even, of a long tail, or of one class alone.
    private static readonly Gen<(ModelStream Stream, int Classes, bool AreSequences)> CleanStream = Gen.Int.Select(seed =>
    {
        var random = new Random(seed);
        int[] sizes = [2, 3, 5, 10, 30, 100];
        var classes = sizes[random.Next(sizes.Length)];
        var (labels, models, shift) = (random.Next(3), random.Next(4), random.Next(classes));
        return (new ModelStream(seed, classes)
        {
            Skill = random.Next(4) * 2,
            Spread = random.Next(3) switch { 0 => 0.1, 1 => 1, _ => 8 },
            NextClass = labels switch { 0 => one => one.Next(classes), 1 => one => (int)(classes * Math.Pow(one.NextDouble(), 4)), _ => _ => shift },
            SeenAs = models switch
            {
                0 => (_, truth) => truth,
                1 => (one, _) => one.Next(classes),
                2 => (one, truth) => one.Next(10) < 8 ? shift : truth,
                _ => (one, truth) => truth == shift && one.Next(4) > 0 ? (truth + 1) % classes : truth,
            },
        }, classes, random.Next(4) == 0);
    });

    [Fact]
    public void Add_CleanStream_ShowsNothing() => CleanStream.Sample(
        one =>
        {
            // Of few classes so many rows that the evidence settles, and is opened again by what models do by chance.
            var (evidence, scorer, sizes, contract) = (new StreamEvidence(), new BatchScorer(), new Random(1), new Contract { ClassAxis = -1 });
            var (mostRows, hasSettled) = (Math.Clamp(4000 / one.Classes, 64, 400), false);
            for (var i = 0; i < BatchesPerStream; i++)
            {
                var faults = scorer.Score((one.AreSequences ? one.Stream.NextSequences(2, sizes.Next(2, 20), shift: 0) : one.Stream.Next(sizes.Next(1, mostRows))).View, contract, evidence);
                Assert.DoesNotContain(faults, fault => fault.Severity != Severity.Info);
                Assert.Empty(evidence.Faults);
                hasSettled |= evidence.IsSettled;
            }

            Assert.True(hasSettled || one.AreSequences || one.Classes > 10);
        },
        iter: Streams);
}
