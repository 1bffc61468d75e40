using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Publishing;
using XentStream.Status;

namespace XentStream.Operations.Tests.Status;

public sealed class StatusHtmlTests : IDisposable
{
    private const string Hostile = "<script>alert(\"1\")</script>";

    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task Names_ThatAProducerWrites_AreText()
    {
        var page = await RenderAsync(Snapshot() with { NotReady = Hostile, Models = [Model([1, 2])], Incidents = [Incident()] });

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Course_WithAGap_IsTwoLines()
    {
        var page = await RenderAsync(Snapshot() with { Models = [Model([1, 2, null, 3, 4])] });

        Assert.Equal(2, page.Split("<polyline").Length - 1);
        Assert.Contains("from 1.00000 to 4.00000, between 1.00000 and 4.00000 nats", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_ThatHasNothing_SaysSo()
    {
        var page = await RenderAsync(Snapshot() with { NotReady = "starting" });

        Assert.All(["Not ready", "starting", "No batch is committed yet.", "Nothing is wrong at the moment.", "None are assigned to this worker."], text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0.00000")]
    [InlineData(1.3593348916408965, "1.35933")]
    [InlineData(1e-12, "1E-12")]
    public void Loss_KeepsItsDigits(double? loss, string text) => Assert.Equal(text, StatusText.OfLoss(loss));

    private Task<string> RenderAsync(StatusSnapshot snapshot) => new StatusHtml(services, NullLoggerFactory.Instance).PageAsync(snapshot);

    private static StatusSnapshot Snapshot() => new()
    {
        Program = "1",
        Group = "g",
        Started = DateTimeOffset.UnixEpoch,
        NotReady = null,
        NotLive = null,
        HistorySeconds = 5,
        Models = [],
        Incidents = [],
        Partitions = [],
        Configuration = new JsonObject(),
    };

    private static ModelStatus Model(double?[] history) => new(Hostile, "v1")
    {
        RowsScored = 1,
        RowsIgnored = 0,
        RowsInfinite = 0,
        Loss = 1,
        Accuracy = 1,
        Brier = 0,
        BatchesEvaluated = 1,
        Warned = new Dictionary<string, long>(),
        Rejected = new Dictionary<string, long>(),
        LastEvent = DateTimeOffset.UnixEpoch,
        History = history,
    };

    private static OpenIncident Incident() => new("tensor-missing", Hostile, Hostile, "reject")
    {
        Wrong = Hostile,
        Cause = Hostile,
        Fix = Hostile,
        Count = 1,
        Partitions = [Hostile],
        First = Hostile,
        Opened = DateTimeOffset.UnixEpoch,
        Seen = DateTimeOffset.UnixEpoch,
    };
}
