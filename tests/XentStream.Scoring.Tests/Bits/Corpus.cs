using System.Buffers.Binary;
using System.Security.Cryptography;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>Batches of every type, width and kind, made without any function of a platform's library; and the hash of all that comes of them.</summary>
internal static class Corpus
{
    private const int Rows = 37;
    private static readonly int[] Widths = [2, 3, 10, 16, 17, 31, 32, 33, 48, 100, 257, 1000, 4099];
    private static readonly (double Scale, double Offset)[] Ranges = [(1e-3, 0), (3, 0), (30, 0), (90, 0), (5, 500), (5, -7000), (2e6, 0)];

    // Several blocks, all but the last whole, and multiples of sixteen.
    private const int PlainRows = 1072;
    private static readonly int[] PlainWidths = [2, 3, 4, 5, 10, 32, 33];
    private static readonly ElementType[] Types = [ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64];

    /// <summary>The losses of all rows and the totals of all batches.</summary>
    public static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(7);
        foreach (var (type, width, range) in from type in Types from width in Widths from range in Ranges select (type, width, range))
        {
            var scores = Scores(type, TensorShape.Of(Rows, width), range, random);
            var labels = OwnedTensor.I64(TensorShape.Of(Rows), [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 5 ? -100 : random.NextInt64(width))]);
            Append(hash, new OwnedBatch(scores, labels), new Contract { TopK = [1, 5] });
            Append(hash, new OwnedBatch(scores, labels), new Contract { LabelSmoothing = 0.125, ClassWeights = [.. Enumerable.Range(1, width).Select(c => c / 4.0)] });
            Append(hash, new OwnedBatch(scores, labels), new Contract { LabelSmoothing = 0.125, TopK = [1, 5] });
            Append(hash, new OwnedBatch(scores, Shares(Types[width % Types.Length], scores.Shape, random)), new Contract { Labels = LabelKind.Distribution });
            Append(hash, new OwnedBatch(scores, Scores(ElementType.Bool, scores.Shape, range, random)), new Contract { Link = Link.Sigmoid });
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same of long batches of the plainest kind, of which only hits are asked for: their blocks take the shortest ways. Every range but the last has rows of equal scores.</summary>
    public static string PlainHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(8);
        (double Scale, double Step)[] ranges = [(2, 1), (12, 0.25), (21, 4), (8, 0)];
        foreach (var (type, width, range) in from type in Types[..3] from width in PlainWidths from range in ranges select (type, width, range))
        {
            var scores = OwnedTensor.Zeros(type, PlainRows, width);
            for (var i = 0; i < PlainRows * width; i++)
            {
                var score = ((random.NextDouble() * 2) - 1) * range.Scale;
                WriteNumber(type, scores.Bytes.AsSpan(i * type.Size), range.Step > 0 ? Math.Floor(score / range.Step) * range.Step : score, random);
            }

            Append(hash, new OwnedBatch(scores, OwnedTensor.I64(TensorShape.Of(PlainRows), [.. Enumerable.Range(0, PlainRows).Select(_ => random.NextInt64(width))])), new Contract());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, OwnedBatch batch, Contract contract)
    {
        var losses = new List<double>();
        var scorer = new BatchScorer { RowLosses = losses };
        scorer.Score(batch.View, contract);
        Span<byte> bits = stackalloc byte[sizeof(double)];
        foreach (var loss in losses)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bits, double.IsNaN(loss) ? -1 : loss);
            hash.AppendData(bits);
        }

        hash.AppendData(scorer.Totals.ToCanonicalBytes());
    }

    private static OwnedTensor Scores(ElementType type, TensorShape shape, (double Scale, double Offset) range, Random random)
    {
        var bytes = new byte[shape.Count * type.Size];
        for (var i = 0; i < shape.Count; i++)
        {
            Write(type, bytes.AsSpan(i * type.Size), (((random.NextDouble() * 2) - 1) * range.Scale) + range.Offset, random);
        }

        return new OwnedTensor(type, shape, bytes);
    }

    // Quarters of random classes, which every type holds.
    private static OwnedTensor Shares(ElementType type, TensorShape shape, Random random)
    {
        var (bytes, classes) = (new byte[shape.Count * type.Size], (int)shape[1]);
        var shares = new double[shape.Count];
        for (var quarter = 0; quarter < 4 * shape[0]; quarter++)
        {
            shares[(quarter / 4 * classes) + random.Next(classes)] += 0.25;
        }

        for (var i = 0; i < shares.Length; i++)
        {
            WriteNumber(type, bytes.AsSpan(i * type.Size), shares[i], random);
        }

        return new OwnedTensor(type, shape, bytes);
    }

    private static void Write(ElementType type, Span<byte> bytes, double score, Random random) =>
        WriteNumber(type, bytes, random.Next(50) == 0 ? double.NegativeInfinity : score, random);

    private static void WriteNumber(ElementType type, Span<byte> bytes, double score, Random random)
    {
        switch (type)
        {
            case ElementType.F16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)score);
                break;
            case ElementType.BF16:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)(BitConverter.SingleToInt32Bits((float)score) >> 16));
                break;
            case ElementType.F32:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)score);
                break;
            case ElementType.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, score);
                break;
            default:
                bytes[0] = (byte)random.Next(2);
                break;
        }
    }
}
