using System.Text;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Faults;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("logits", "logits")]
    [InlineData("a\r\nb\u001b", "a\ufffd\ufffdb\ufffd")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    [InlineData("12345678901234567890123456789012345678901", "1234567890123456789012345678901234567890…")]
    [InlineData("123456789012345678901234567890123456789\ud83d\ude00", "123456789012345678901234567890123456789…")]
    public void Text_OfAnyKind_IsShortAndPrintable(string text, string quoted) => Assert.Equal(quoted, Quote.Of(text));

    [Fact]
    public void Text_WithHalfASurrogatePair_IsReplaced() => Assert.Equal("\ufffdx", Quote.Of("\ud800x"));

    [Fact]
    public void Utf8_LongerThanTheQuotation_IsCutAfterWholeCharacters() =>
        Assert.Equal(new string('é', 40) + "…", Quote.OfUtf8(Encoding.UTF8.GetBytes(new string('é', 10_000))));

    [Fact]
    public void Utf8_ThatIsNone_IsReplaced() => Assert.Equal("\ufffda", Quote.OfUtf8([0xFF, (byte)'a']));
}
