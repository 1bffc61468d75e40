using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Security;

/// <summary>Topics, rights and the configuration of a worker on a secured broker.</summary>
internal sealed class SecuredRun : IDisposable
{
    /// <summary>librdkafka knows this type of resource, and its .NET client has no name for it.</summary>
    public const ResourceType TransactionalId = (ResourceType)5;

    /// <summary>The mechanism of tokens. These say who they are for and are not signed, as a client makes them that is told to.</summary>
    public const string OAuth = "OAUTHBEARER";

    private const int Partitions = 2;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-secured-");
    private readonly SecuredBroker broker;
    private readonly List<InputRecord> records;
    private int sent;

    private SecuredRun(SecuredBroker broker, string name, string mechanism)
    {
        this.broker = broker;
        Settings = RunningSettings.For(broker.Address, name);
        Settings = Settings with { Kafka = Settings.Kafka with { Properties = PropertiesOf(mechanism), PropertyFiles = FilesOf(mechanism) } };
        records = InputTopic.Make(Settings.Topics.Input[0], 600, Partitions);
        File.WriteAllText(AuthorityFile, broker.AuthorityPem);
        File.WriteAllText(PasswordFile, mechanism == OAuth ? $"principal={SecuredBroker.User}" : SecuredBroker.Password);
    }

    public WorkerSettings Settings { get; }

    /// <summary>The file that the worker's trust is in.</summary>
    public string AuthorityFile => Path.Combine(folder.FullName, "ca.pem");

    /// <summary>The file that its password is in.</summary>
    public string PasswordFile => Path.Combine(folder.FullName, "password");

    /// <summary>The rights of the README and no others.</summary>
    private IEnumerable<(ResourceType Type, string Name, ResourcePatternType Pattern, AclOperation Operation)> LeastRights =>
    [
        (ResourceType.Topic, Settings.Topics.Input[0], ResourcePatternType.Literal, AclOperation.Read),
        (ResourceType.Group, Settings.Kafka.GroupId, ResourcePatternType.Literal, AclOperation.Read),
        (ResourceType.Topic, Settings.Topics.Results, ResourcePatternType.Literal, AclOperation.Read),
        (ResourceType.Topic, Settings.Topics.Incidents, ResourcePatternType.Literal, AclOperation.Read),
        (ResourceType.Topic, Settings.Topics.Results, ResourcePatternType.Literal, AclOperation.Write),
        (ResourceType.Topic, Settings.Topics.Quarantine, ResourcePatternType.Literal, AclOperation.Write),
        (ResourceType.Topic, Settings.Topics.Incidents, ResourcePatternType.Literal, AclOperation.Write),
        (TransactionalId, $"{Settings.Kafka.GroupId}-", ResourcePatternType.Prefixed, AclOperation.Write),
    ];

    /// <summary>Makes the topics and grants the least rights, all but one where one is to be missing.</summary>
    public static async Task<SecuredRun> PrepareAsync(SecuredBroker broker, string name, string mechanism, ResourceType without = ResourceType.Unknown, AclOperation operation = AclOperation.Unknown)
    {
        var run = new SecuredRun(broker, name, mechanism);
        using var admin = broker.Admin();
        var topics = run.Settings.Topics;
        await admin.CreateTopicsAsync(new[] { topics.Input[0], topics.Results, topics.Quarantine, topics.Incidents }.Select(topic =>
            new TopicSpecification { Name = topic, NumPartitions = Partitions, ReplicationFactor = 1, Configs = new() { ["retention.ms"] = "-1" } }));
        await GrantAsync(admin, run.LeastRights.Where(right => right.Type != without || right.Operation != operation || right.Name == topics.Incidents));
        return run;
    }

    /// <summary>Makes one more topic.</summary>
    public async Task<string> AddTopicAsync(string name)
    {
        using var admin = broker.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = Partitions, ReplicationFactor = 1 }]);
        return name;
    }

    /// <summary>Grants a right on topics that is none of those.</summary>
    public async Task GrantAsync(AclOperation operation, params IEnumerable<string> topics)
    {
        using var admin = broker.Admin();
        await GrantAsync(admin, topics.Select(topic => (ResourceType.Topic, topic, ResourcePatternType.Literal, operation)));
    }

    /// <summary>The settings of a worker that gets its tokens from an endpoint.</summary>
    public WorkerSettings WithTokensOf(TokenEndpoint endpoint, string secret)
    {
        File.WriteAllText(PasswordFile, secret);
        var properties = PropertiesOf(OAuth)
            .Remove("enable.sasl.oauthbearer.unsecure.jwt")
            .Add("sasl.oauthbearer.method", "oidc")
            .Add("sasl.oauthbearer.client.id", TokenEndpoint.Client);

        // By its name the address could be a secret too, which no configuration file of a test shows.
        var address = Path.Combine(folder.FullName, "endpoint");
        File.WriteAllText(address, endpoint.Url);
        var files = ImmutableSortedDictionary<string, string>.Empty.Add("sasl.oauthbearer.client.secret", PasswordFile).Add("sasl.oauthbearer.token.endpoint.url", address);
        return Settings with { Kafka = Settings.Kafka with { Properties = properties, PropertyFiles = files } };
    }

    /// <summary>Sends so many more records.</summary>
    public void Send(int count)
    {
        InputTopic.Send(broker.Door, records.Skip(sent).Take(count));
        sent += count;
    }

    /// <summary>Waits until all that was sent is committed.</summary>
    public void AwaitCommitted(Progress progress, CancellationToken stop) => progress.Await(sent, stop);

    /// <summary>Asserts that what was sent is counted once, to the last bit.</summary>
    public void AssertExactlyOnce(CancellationToken stop)
    {
        var deltas = TopicReader.ReadToEnd(broker.Door, Settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), Partitions, sent / Partitions);
        Assert.Equal(Sums.OfOnePass(records.Take(sent), Settings).Lines, Sums.Of(deltas).Lines);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Task GrantAsync(IAdminClient admin, IEnumerable<(ResourceType Type, string Name, ResourcePatternType Pattern, AclOperation Operation)> rights) =>
        admin.CreateAclsAsync(rights.Select(right => new AclBinding
        {
            Pattern = new ResourcePattern { Type = right.Type, Name = right.Name, ResourcePatternType = right.Pattern },
            Entry = new AccessControlEntry { Principal = $"User:{SecuredBroker.User}", Host = "*", Operation = right.Operation, PermissionType = AclPermissionType.Allow },
        }));

    private ImmutableSortedDictionary<string, string> FilesOf(string mechanism) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(mechanism == OAuth ? "sasl.oauthbearer.config" : "sasl.password", PasswordFile);

    private ImmutableSortedDictionary<string, string> PropertiesOf(string mechanism)
    {
        var common = ImmutableSortedDictionary<string, string>.Empty
            .Add("security.protocol", "SASL_SSL")
            .Add("sasl.mechanism", mechanism)
            .Add("ssl.ca.location", AuthorityFile)
            .Add("reconnect.backoff.max.ms", "1000");
        return mechanism == OAuth
            ? common.Add("enable.sasl.oauthbearer.unsecure.jwt", "true")
            : common.Add("sasl.username", SecuredBroker.User);
    }
}
