using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

/// <summary>A random batch with nothing wrong: any kind of labels and scores, type, class axis, number of classes, confidence, and skill of the model.</summary>
internal sealed record CleanBatch(OwnedBatch Batch, ScoreKind Kind, Contract Contract)
{
    private static readonly int[] AllClasses = [2, 3, 4, 5, 10, 17, 40, 100, 1000, 5000];

    /// <summary>All of them.</summary>
    public static Gen<CleanBatch> Random { get; } = Gen.Int.Select(Make);

    private static CleanBatch Make(int seed)
    {
        var random = new Random(seed);
        var classes = AllClasses[random.Next(AllClasses.Length)];
        long[] predictions = random.Next(5) switch
        {
            0 => [1],
            1 => [random.Next(2, 40)],
            2 => [random.Next(2, Math.Max(3, 20_000 / classes))],
            3 => [random.Next(1, 5), random.Next(2, Math.Max(3, 2000 / classes))],
            _ => [random.Next(1, 3), random.Next(2, 5), random.Next(2, 6)],
        };
        return random.Next(6) == 0 ? MakeSigmoid(random, predictions) : MakeSoftmax(random, predictions, classes);
    }

    private static CleanBatch MakeSigmoid(Random random, long[] shape)
    {
        var rows = (int)TensorShape.Of(shape).Count;
        var spread = Spread(random);
        var logits = Enumerable.Range(0, rows).Select(_ => (float)(Normal(random) * spread)).ToArray();
        var isSoft = random.Next(2) == 0;
        var labels = Enumerable.Range(0, rows).Select(_ => isSoft ? random.NextSingle() : random.Next(2)).ToArray();
        return new CleanBatch(
            new OwnedBatch(OwnedTensor.F32(TensorShape.Of(shape), logits), OwnedTensor.F32(TensorShape.Of(shape), labels)),
            ScoreKind.Logits,
            new Contract { Link = Link.Sigmoid, Labels = isSoft ? LabelKind.Probability : LabelKind.Binary });
    }

    private static CleanBatch MakeSoftmax(Random random, long[] predictions, int classes)
    {
        var axis = predictions.Length > 0 && random.Next(2) == 0 ? 1 : predictions.Length;
        long[] shape = [.. predictions[..axis], classes, .. predictions[axis..]];
        var rows = (int)TensorShape.Of(predictions).Count;
        var (spread, skill, isOneClass) = (Spread(random), random.Next(3) * 4.0, random.Next(8) == 0);
        var truths = Enumerable.Range(0, rows).Select(_ => isOneClass ? 0L : random.Next(classes)).ToArray();
        var kind = (ScoreKind)random.Next(3);
        var (scores, dense) = (new double[rows * classes], new double[rows * classes]);
        var labels = (LabelKind)random.Next(3);
        var inner = (int)predictions[axis..].Aggregate(1L, (product, length) => product * length);
        for (var row = 0; row < rows; row++)
        {
            var places = Enumerable.Range(0, classes).Select(c => (((row / inner * classes) + c) * inner) + (row % inner)).ToArray();
            var logits = Enumerable.Range(0, classes).Select(c => (Normal(random) * spread) + (c == truths[row] ? skill : 0)).ToArray();
            Put(scores, places, kind == ScoreKind.Logits ? logits : kind == ScoreKind.Probabilities ? [.. LogSoftmax(logits).Select(Math.Exp)] : LogSoftmax(logits));
            Put(dense, places, labels == LabelKind.OneHot ? [.. Enumerable.Range(0, classes).Select(c => c == truths[row] ? 1.0 : 0)] : [.. LogSoftmax(logits).Select(Math.Exp)]);
        }

        var tensor = random.Next(2) == 0 ? OwnedTensor.F64(TensorShape.Of(shape), scores) : OwnedTensor.F32(TensorShape.Of(shape), [.. scores.Select(score => (float)score)]);
        var contract = new Contract { Labels = labels, ClassAxis = axis == 1 ? 1 : -1, Classes = random.Next(2) == 0 ? classes : null };
        return new CleanBatch(new OwnedBatch(tensor, labels == LabelKind.Index ? OwnedTensor.I64(TensorShape.Of(predictions), truths) : OwnedTensor.F64(TensorShape.Of(shape), dense)), kind, contract);
    }

    private static double Spread(Random random) => random.Next(4) switch { 0 => 0.1, 1 => 1, 2 => 4, _ => 20 };

    private static void Put(double[] numbers, int[] places, double[] row)
    {
        for (var c = 0; c < places.Length; c++)
        {
            numbers[places[c]] = row[c];
        }
    }

    private static double[] LogSoftmax(double[] logits)
    {
        var max = logits.Max();
        var sum = max + Math.Log(logits.Sum(logit => Math.Exp(logit - max)));
        return [.. logits.Select(logit => logit - sum)];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
