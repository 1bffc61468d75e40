using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Tests.Kafka;

public sealed class ClientFilesTests : IDisposable
{
    private readonly string certificate = Path.GetTempFileName();
    private readonly string password = Path.GetTempFileName();
    private readonly FakeTimeProvider time = new();
    private readonly ClientFiles files;

    public ClientFilesTests()
    {
        files = new ClientFiles(
            new KafkaSettings
            {
                BootstrapServers = "localhost:9092",
                Properties = ImmutableSortedDictionary<string, string>.Empty.Add("ssl.ca.location", certificate).Add("client.id", "here"),
                PropertyFiles = ImmutableSortedDictionary<string, string>.Empty.Add("sasl.password", password),
            },
            time);
        files.Note();
    }

    [Fact]
    public void Files_ThatStayTheSame_HaveNotChanged() => Assert.False(HaveChangedLater());

    [Fact]
    public void Certificate_ThatIsRenewed_HasChanged()
    {
        File.WriteAllText(certificate, "renewed");

        Assert.True(HaveChangedLater());
    }

    [Fact]
    public void Secret_ThatIsReplaced_CountsOnceItIsThereAgain()
    {
        File.Delete(password);
        Assert.False(HaveChangedLater());

        File.WriteAllText(password, "new");
        Assert.True(HaveChangedLater());

        files.Note();
        Assert.False(HaveChangedLater());
    }

    public void Dispose()
    {
        File.Delete(certificate);
        File.Delete(password);
    }

    private bool HaveChangedLater()
    {
        time.Advance(TimeSpan.FromSeconds(5));
        return files.HaveChanged();
    }
}
