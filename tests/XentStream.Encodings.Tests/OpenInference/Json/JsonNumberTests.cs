using System.Globalization;
using System.Text;
using CsCheck;
using XentStream.Encodings.OpenInference.Json;

namespace XentStream.Encodings.Tests.OpenInference.Json;

/// <summary>The readers of numbers against the platform's parser, which rounds correctly.</summary>
public sealed class JsonNumberTests
{
    // Halfway between two floats lie decimals that F64 alone would round to the wrong side.
    private static readonly Gen<string> Halfway =
        from bits in Gen.UInt[0, 0x7F7FFFFE]
        from off in Gen.Int[-2, 2]
        let middle = ((double)BitConverter.UInt32BitsToSingle(bits) + BitConverter.UInt32BitsToSingle(bits + 1)) / 2
        select BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(middle) + off).ToString("R", CultureInfo.InvariantCulture);

    private static readonly Gen<string> Digits =
        from whole in Gen.Long[0, 999_999_999_999]
        from fraction in Gen.Char['0', '9'].Array[1, 25]
        from exponent in Gen.OneOf(Gen.Const(""), Gen.Int[-60, 50].Select(e => $"e{e}"), Gen.Int[0, 30].Select(e => $"E+{e}"))
        select $"{whole}.{new string(fraction)}{exponent}";

    private static readonly Gen<string> Decimals =
        from text in Gen.OneOf(
            Gen.Single.Where(float.IsFinite).Select(value => ((double)value).ToString("R", CultureInfo.InvariantCulture)),
            Gen.Single.Where(float.IsFinite).Select(value => value.ToString("R", CultureInfo.InvariantCulture)),
            Gen.Double.Where(double.IsFinite).Select(value => value.ToString("R", CultureInfo.InvariantCulture)),
            Gen.Long.Select(value => value.ToString(CultureInfo.InvariantCulture)),
            Gen.Int[0, 200].Select(zeros => $"0.{new string('0', zeros)}123456789"),
            Halfway,
            Digits)
        from isNegative in Gen.Bool
        select isNegative && text[0] != '-' ? $"-{text}" : text;

    [Fact]
    public void Single_OfAnyDecimal_IsTheNearest() => Decimals.Sample(
        text =>
        {
            var length = JsonSingle.Read(Encoding.UTF8.GetBytes($"{text},8]"), out var value);

            Assert.Equal(text.Length, length);
            Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(value));
        },
        iter: 100_000);

    [Fact]
    public void Double_OfAnyDecimal_IsTheNearest() => Decimals.Sample(
        text =>
        {
            var length = JsonDouble.Read(Encoding.UTF8.GetBytes($"{text}]"), out var value);

            Assert.Equal(text.Length, length);
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
        },
        iter: 100_000);

    [Fact]
    public void Half_OfAnyDecimal_IsTheNearest() => Decimals.Sample(text =>
    {
        var length = JsonHalf.Read(Encoding.UTF8.GetBytes($"{text} "), out var value);

        Assert.Equal(text.Length, length);
        Assert.Equal(BitConverter.HalfToInt16Bits(Half.Parse(text, CultureInfo.InvariantCulture)), BitConverter.HalfToInt16Bits(value));
    });

    [Fact]
    public void Integer_OfAnyValue_IsExact() => Gen.Long.Sample(number =>
    {
        var text = number.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(text.Length, JsonInteger<long>.Read(Encoding.UTF8.GetBytes($"{text}]"), out var value));
        Assert.Equal(number, value);
    });

    [Theory]
    [InlineData("9223372036854775808]")]
    [InlineData("-9223372036854775809]")]
    [InlineData("99999999999999999999999999999999999999999999]")]
    [InlineData("1.0]")]
    [InlineData("1e0]")]
    public void Integer_ThatIsNone_IsNotRead(string text) => Assert.Equal(0, JsonInteger<long>.Read(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.0", 1)]
    [InlineData("0e99999", 0)]
    public void Zero_WithASign_KeepsIt(string text, int sign)
    {
        JsonSingle.Read(Encoding.UTF8.GetBytes($"{text}]"), out var single);
        JsonDouble.Read(Encoding.UTF8.GetBytes($"{text}]"), out var wide);

        Assert.Equal((sign == 1, sign == 1), (float.IsNegative(single), double.IsNegative(wide)));
        Assert.Equal((0f, 0.0), (single, wide));
    }
}
