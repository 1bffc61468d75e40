using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using XentStream.Faults.Brokers;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Security;

/// <summary>A broker that lets in by TLS and SASL only, and grants nothing that is not granted; with a second door for the test, who may do everything.</summary>
public sealed class SecuredBroker : IAsyncLifetime
{
    public const string User = "xentstream";
    public const string Password = "a secret of the test";

    private const string Image = "apache/kafka:4.3.0";
    private const string Keys = "/etc/kafka/secrets/broker.pem";
    private readonly TestCertificates certificates = new();
    private readonly int[] ports = FreePorts.Find(2);
    private IContainer? container;

    /// <summary>Where the test gets in.</summary>
    public string Door => $"127.0.0.1:{ports[0]}";

    /// <summary>Where workers get in.</summary>
    public string Address => $"localhost:{ports[1]}";

    /// <summary>What they have to trust.</summary>
    public string AuthorityPem => certificates.AuthorityPem;

    /// <summary>Begins when the first test of the class does: not where there is no Docker.</summary>
    public async Task RequireAsync(KafkaBroker plain)
    {
        plain.Require();
        if (container is null)
        {
            container = new ContainerBuilder(Image)
                .WithEnvironment(Environment())
                .WithPortBinding(ports[0], 9092)
                .WithPortBinding(ports[1], 9095)
                .WithResourceMapping(Encoding.ASCII.GetBytes(certificates.BrokerPem), Keys)
                .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Kafka Server started"))
                .Build();
            await container.StartAsync(TestContext.Current.CancellationToken).WaitAsync(KafkaBroker.StartsWithin, TestContext.Current.CancellationToken);
            await SetPasswordAsync(Password);
        }
    }

    /// <summary>Sets the user's password for SCRAM.</summary>
    public async Task SetPasswordAsync(string password)
    {
        using var admin = Admin();
        var info = new ScramCredentialInfo { Mechanism = ScramMechanism.ScramSha512, Iterations = 4096 };
        await admin.AlterUserScramCredentialsAsync([new UserScramCredentialUpsertion { User = User, ScramCredentialInfo = info, Password = Encoding.UTF8.GetBytes(password) }]);
    }

    /// <summary>A client that may do everything.</summary>
    public IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Door }).Build();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => container?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Dictionary<string, string> Environment() => new()
    {
        ["KAFKA_NODE_ID"] = "1",
        ["KAFKA_PROCESS_ROLES"] = "broker,controller",
        ["KAFKA_CONTROLLER_QUORUM_VOTERS"] = "1@localhost:9094",
        ["KAFKA_CONTROLLER_LISTENER_NAMES"] = "CONTROLLER",
        ["KAFKA_INTER_BROKER_LISTENER_NAME"] = "INSIDE",
        ["KAFKA_LISTENERS"] = "DOOR://:9092,INSIDE://:9093,CONTROLLER://:9094,SECURE://:9095",
        ["KAFKA_ADVERTISED_LISTENERS"] = $"DOOR://{Door},INSIDE://localhost:9093,SECURE://{Address}",
        ["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = "DOOR:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
        ["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] = "1",
        ["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"] = "1",
        ["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"] = "1",
        ["KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS"] = "0",
        ["KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS"] = "4",
        ["KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS"] = "4",
        ["KAFKA_AUTHORIZER_CLASS_NAME"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        ["KAFKA_SUPER_USERS"] = "User:ANONYMOUS",
        ["KAFKA_SSL_KEYSTORE_TYPE"] = "PEM",
        ["KAFKA_SSL_KEYSTORE_LOCATION"] = Keys,
        ["KAFKA_SASL_ENABLED_MECHANISMS"] = "PLAIN,SCRAM-SHA-512,OAUTHBEARER",
        ["KAFKA_LISTENER_NAME_SECURE_PLAIN_SASL_JAAS_CONFIG"] = $"org.apache.kafka.common.security.plain.PlainLoginModule required user_{User}=\"{Password}\";",
        ["KAFKA_LISTENER_NAME_SECURE_SCRAM___SHA___512_SASL_JAAS_CONFIG"] = "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        ["KAFKA_LISTENER_NAME_SECURE_OAUTHBEARER_SASL_JAAS_CONFIG"] = $"org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";",

        // A connection lasts no longer than this without a new proof of who it is: so a password that was changed is noticed.
        ["KAFKA_CONNECTIONS_MAX_REAUTH_MS"] = "4000",
    };
}
