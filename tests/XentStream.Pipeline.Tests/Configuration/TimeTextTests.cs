using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Tests.Configuration;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("500ms", "00:00:00.5000000")]
    [InlineData("1.5s", "00:00:01.5000000")]
    [InlineData("90m", "01:30:00")]
    [InlineData("48h", "2.00:00:00")]
    [InlineData("00:01:00", "00:01:00")]
    [InlineData("1:30", "01:30:00")]
    [InlineData("24:00:00", "1.00:00:00")]
    [InlineData("7.12:00:00.1234567", "7.12:00:00.1234567")]
    [InlineData("99999999h", "4166666.15:00:00")]
    public void Time_InEitherForm_IsRead(string text, string time) => Assert.Equal(time, TimeText.Parse(text)?.ToString("c"));

    [Theory]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5hs")]
    [InlineData("-1m")]
    [InlineData("1 m")]
    [InlineData("1d")]
    [InlineData("00:60:00")]
    [InlineData("00:01:00\n")]
    public void Time_WithoutAUnit_IsNone(string text) => Assert.Null(TimeText.Parse(text));
}
