using Confluent.Kafka.Admin;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Security;

public sealed class SecuredBrokerTests(KafkaBroker plain, SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    private const string Scram = "SCRAM-SHA-512";
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PLAIN")]
    [InlineData(Scram)]
    [InlineData(SecuredRun.OAuth)]
    public async Task Worker_WithTheLeastRights_CommitsExactlyOnce(string mechanism)
    {
        await broker.RequireAsync(plain);
        using var run = await SecuredRun.PrepareAsync(broker, $"least-{mechanism.ToLowerInvariant()}", mechanism);
        run.Send(200);

        using var worker = WorkerProcess.Start(run.Settings);
        using var progress = new Progress(broker.Door, run.Settings.Topics.Results);
        run.AwaitCommitted(progress, stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        run.AssertExactlyOnce(stop);
    }

    [Fact]
    public async Task Worker_WithTokensOfAnEndpoint_RenewsThemAndCommitsExactlyOnce()
    {
        await broker.RequireAsync(plain);
        using var endpoint = new TokenEndpoint(lifetime: TimeSpan.FromSeconds(8));
        using var run = await SecuredRun.PrepareAsync(broker, "endpoint", SecuredRun.OAuth);
        run.Send(200);
        using var worker = WorkerProcess.Start(run.WithTokensOf(endpoint, TokenEndpoint.Secret));
        using var progress = new Progress(broker.Door, run.Settings.Topics.Results);
        run.AwaitCommitted(progress, stop);

        // Of two clients at least, each of which began with one.
        await endpoint.AwaitIssuedAsync(10, stop);
        run.Send(200);
        run.AwaitCommitted(progress, stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        run.AssertExactlyOnce(stop);
    }

    [Fact]
    public async Task Worker_WhomTheEndpointRefuses_SaysSoAndGoesOnWithTheRenewedSecret()
    {
        await broker.RequireAsync(plain);
        using var endpoint = new TokenEndpoint(lifetime: TimeSpan.FromMinutes(10));
        using var run = await SecuredRun.PrepareAsync(broker, "endpoint-refuses", SecuredRun.OAuth);
        run.Send(200);
        using var worker = WorkerProcess.Start(run.WithTokensOf(endpoint, "another"));
        await worker.AwaitLogAsync("Failed to acquire SASL OAUTHBEARER token", stop);

        await File.WriteAllTextAsync(run.PasswordFile, TokenEndpoint.Secret, stop);
        using var progress = new Progress(broker.Door, run.Settings.Topics.Results);
        run.AwaitCommitted(progress, stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        run.AssertExactlyOnce(stop);
    }

    [Theory]
    [InlineData(ResourceType.Group, AclOperation.Read, "The worker may not use its group. Grant Read on it: kafka-acls.sh --add --allow-principal User:xentstream --operation Read --group without-group-group")]
    [InlineData(SecuredRun.TransactionalId, AclOperation.Write, "The worker may not use its transactional ids. Grant Write on all that begin with `without-transactionalid-group-`: kafka-acls.sh --add")]
    [InlineData(ResourceType.Topic, AclOperation.Read, "Create it, grant the worker Read on it, or correct Topics:Input")]
    [InlineData(ResourceType.Topic, AclOperation.Write, "Grant the worker Write on it, or create it: kafka-topics.sh --create --topic without-write.quarantine")]
    public async Task Worker_WithoutARight_SaysWhichInOneSentenceWithTheNextStep(ResourceType type, AclOperation operation, string sentence)
    {
        await broker.RequireAsync(plain);
        var name = type == ResourceType.Topic ? $"without-{operation}".ToLowerInvariant() : $"without-{(type == SecuredRun.TransactionalId ? "transactionalid" : "group")}";
        using var run = await SecuredRun.PrepareAsync(broker, name, Scram, without: type, operation);
        run.Send(20);

        using var worker = WorkerProcess.Start(run.Settings);

        await worker.AwaitLogAsync(sentence, stop);
    }

    /// <summary>What is nobody's duty to grant stops nothing.</summary>
    [Fact]
    public async Task Worker_ThatJoinsAndMayNotAskForSettings_SaysThatItCannotSayAndWorks()
    {
        await broker.RequireAsync(plain);
        using var run = await SecuredRun.PrepareAsync(broker, "settings-untold", Scram);
        var labels = await run.AddTopicAsync("settings-untold.labels");
        await run.GrantAsync(AclOperation.Read, labels);

        using var worker = WorkerProcess.Start(run.Settings with { Topics = run.Settings.Topics with { Labels = labels }, Join = new JoinSettings { Within = TimeSpan.FromHours(1) } });

        await worker.AwaitLogAsync("Whether wrong clocks can reach the topics that are joined cannot be said", stop);
        await worker.AwaitLogAsync("Evaluating", stop);
        Assert.DoesNotContain("a wrong clock could", worker.Log, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    /// <summary>The topics are there, as the worker can see, and yet it may not write to them: that shows at its first commit.</summary>
    [Fact]
    public async Task Worker_ThatMaySeeTopicsAndNotWrite_SaysSoInOneSentenceWithTheNextStep()
    {
        await broker.RequireAsync(plain);
        using var run = await SecuredRun.PrepareAsync(broker, "see-only", Scram, without: ResourceType.Topic, AclOperation.Write);
        await run.GrantAsync(AclOperation.Describe, run.Settings.Topics.Results, run.Settings.Topics.Quarantine);
        run.Send(200);

        using var worker = WorkerProcess.Start(run.Settings);

        await worker.AwaitLogAsync("and Write on `see-only.results`, `see-only.quarantine`, `see-only.incidents`: kafka-acls.sh --add --allow-principal User:xentstream", stop);
    }

    [Fact]
    public async Task Authentication_LostAndRegained_GoesOnWithTheRenewedSecret()
    {
        await broker.RequireAsync(plain);
        using var run = await SecuredRun.PrepareAsync(broker, "regained", Scram);
        run.Send(200);
        using var worker = WorkerProcess.Start(run.Settings);
        using var progress = new Progress(broker.Door, run.Settings.Topics.Results);
        run.AwaitCommitted(progress, stop);

        await broker.SetPasswordAsync("another");
        try
        {
            run.Send(200);
            await worker.AwaitLogAsync("cannot be used: ", stop);
            await File.WriteAllTextAsync(run.PasswordFile, "another\n", stop);
            run.AwaitCommitted(progress, stop);
        }
        finally
        {
            await broker.SetPasswordAsync(SecuredBroker.Password);
        }

        Assert.Equal(0, await worker.StopAsync(stop));
        run.AssertExactlyOnce(stop);
    }

    [Fact]
    public async Task Certificate_RenewedOnDisk_IsUsedWithoutARestart()
    {
        await broker.RequireAsync(plain);
        using var run = await SecuredRun.PrepareAsync(broker, "renewed", "PLAIN");
        await File.WriteAllTextAsync(run.AuthorityFile, TestCertificates.StrangerPem(), stop);
        run.Send(200);
        using var worker = WorkerProcess.Start(run.Settings);
        await worker.AwaitLogAsync("certificate verify failed", stop);

        await File.WriteAllTextAsync(run.AuthorityFile, broker.AuthorityPem, stop);
        using var progress = new Progress(broker.Door, run.Settings.Topics.Results);
        run.AwaitCommitted(progress, stop);
        await File.WriteAllTextAsync(run.AuthorityFile, $"{broker.AuthorityPem}\n{TestCertificates.StrangerPem()}", stop);
        await worker.AwaitLogAsync("new clients are built with it", stop);
        run.Send(200);
        run.AwaitCommitted(progress, stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        run.AssertExactlyOnce(stop);
    }
}
