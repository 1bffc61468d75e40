using System.Text;
using XentStream.Pipeline.Evaluating;

namespace XentStream.Pipeline.Tests.Evaluating;

public sealed class IdentityNamesTests
{
    [Fact]
    public void Name_ThatComesAgain_IsTheSameString()
    {
        var names = new IdentityNames();

        Assert.Same(names.Get("digits"u8), names.Get("digits"u8));
        Assert.Equal("letters", names.Get("letters"u8));
        Assert.Equal("", names.Get(default));
    }

    [Fact]
    public void Name_ThatIsNoUtf8_IsReadableAndStaysTheSame()
    {
        var names = new IdentityNames();

        Assert.Equal("\ufffdx", names.Get([0xFF, (byte)'x']));
        Assert.Equal("\ufffdx", names.Get([0xFF, (byte)'x']));
    }

    [Fact]
    public void Names_BeyondWhatIsKept_AreStillRight()
    {
        var names = new IdentityNames();

        Assert.All(Enumerable.Range(0, 10_000).Select(number => $"model-{number}"), name => Assert.Equal(name, names.Get(Encoding.UTF8.GetBytes(name))));
    }
}
