using CsCheck;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

public sealed class ExactSumLawsTests
{
    private static readonly double[] Edges = [0.0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue];

    // Mixed with numbers of like magnitude, for which cancellation, ties and carries are frequent.
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite),
        Gen.Long[-(1L << 52), 1L << 52].Select(mantissa => mantissa * double.Epsilon),
        Gen.Select(Gen.Int[-8, 8], Gen.Int[-60, 60], (digit, exponent) => Math.ScaleB(digit, exponent)),
        Gen.Int[0, 5].Select(i => Edges[i]));

    private static readonly Gen<double[]> Numbers = Number.Array[0, 60];

    [Fact]
    public void ToDouble_AnyNumbers_IsTheExactSumRoundedOnce() =>
        Numbers.Sample(values => SumOf(values).ToDouble() == ReferenceSum.Of(values));

    [Fact]
    public void ToDouble_ThousandsOfNumbers_IsTheExactSumRoundedOnce() =>
        Number.Array[2000, 5000].Sample(values => SumOf(values).ToDouble() == ReferenceSum.Of(values), iter: 30);

    [Fact]
    public void Add_InAnyOrder_GivesTheSameBytes() =>
        Numbers.SelectMany(values => Gen.Shuffle(values).Select(shuffled => (values, shuffled)))
            .Sample(both => AreEqual(SumOf(both.values), SumOf(both.shuffled)));

    [Fact]
    public void AddSum_IsCommutative() =>
        Gen.Select(Numbers, Numbers).Sample((left, right) => AreEqual(Merge(SumOf(left), SumOf(right)), Merge(SumOf(right), SumOf(left))));

    [Fact]
    public void AddSum_IsAssociative() =>
        Gen.Select(Numbers, Numbers, Numbers).Sample((a, b, c) => AreEqual(
            Merge(Merge(SumOf(a), SumOf(b)), SumOf(c)),
            Merge(SumOf(a), Merge(SumOf(b), SumOf(c)))));

    [Fact]
    public void AddSum_GivesTheBytesOfAddingTheNumbers() =>
        Gen.Select(Numbers, Numbers).Sample((left, right) => AreEqual(Merge(SumOf(left), SumOf(right)), SumOf([.. left, .. right])));

    [Fact]
    public void AddSum_ThousandsOfTimes_GivesTheBytesOfAddingTheNumbers()
    {
        var (merged, added) = (new ExactSum(), new ExactSum());
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var value = RandomDoubles.NextFinite(random);
            merged.Add(SumOf(value));
            added.Add(value);
        }

        Assert.Equal(CanonicalSum.BytesOf(added), CanonicalSum.BytesOf(merged));
    }

    [Fact]
    public void AddSum_ToItself_Doubles() => Number.Where(value => Math.Abs(value) < 1e300).Sample(value =>
    {
        var sum = SumOf(value);
        sum.Add(sum);
        return sum.ToDouble() == 2 * value;
    });

    [Fact]
    public void Write_AnySum_IsReadBackAsTheSameSum() => Numbers.Sample(values =>
    {
        var (sum, read) = (SumOf(values), SumOf(3));
        return CanonicalSum.TryParse(CanonicalSum.BytesOf(sum), read) && AreEqual(sum, read) && read.ToDouble() == sum.ToDouble();
    });

    private static ExactSum SumOf(params double[] values)
    {
        var sum = new ExactSum();
        foreach (var value in values)
        {
            sum.Add(value);
        }

        return sum;
    }

    private static ExactSum Merge(ExactSum left, ExactSum right)
    {
        left.Add(right);
        return left;
    }

    private static bool AreEqual(ExactSum left, ExactSum right) => CanonicalSum.BytesOf(left).AsSpan().SequenceEqual(CanonicalSum.BytesOf(right));
}
