using Microsoft.Extensions.Configuration;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests.Configuration;

public sealed class SettingsParserTests
{
    [Fact]
    public void Configuration_WithWhatIsRequired_HasDefaultsForAllElse()
    {
        var (settings, errors) = Parse(Required);

        Assert.Empty(errors);
        Assert.Equal("localhost:9092", settings.Kafka.BootstrapServers);
        Assert.Equal(["predictions"], settings.Topics.Input);
        Assert.Equal(("xentstream.results", "xentstream.quarantine"), (settings.Topics.Results, settings.Topics.Quarantine));
        Assert.Equal((Delivery.ExactlyOnce, 1, StartPosition.Earliest), (settings.Delivery, settings.Consumers, settings.StartAt));
        Assert.Equal((TimeSpan.FromMinutes(1), 9464, 200), (settings.Window, settings.Http.Port, settings.MaxModels));
        Assert.Equal(new Contract().Digest, settings.ContractOf("anything")!.Digest);
    }

    [Fact]
    public void Configuration_WithManyErrors_ReportsAllAtOnceWithTheirKeys()
    {
        var (_, errors) = Parse(
            "Delivery=twice", "Consumers=0", "Window=-00:01:00", "Commit:Interval=soon", "Commit:Recrods=5", "StartAt=now", "Http:Port=70000", "Contracts:digits:TopK=0",
            "Contracts:digits:IgnoreIndex=x", "Contracts:digits:ClassesAtLeast=true", "Kafka:Properties:acks=0", "Kafka:PropertyFiles:sasl.password=/nowhere", "Colour=red");

        Assert.Equal(
            [
                "XentStream:Colour", "XentStream:Commit:Interval", "XentStream:Commit:Recrods", "XentStream:Consumers", "XentStream:Contracts:digits:ClassesAtLeast",
                "XentStream:Contracts:digits:IgnoreIndex", "XentStream:Contracts:digits:TopK", "XentStream:Delivery", "XentStream:Http:Port", "XentStream:Kafka:BootstrapServers",
                "XentStream:Kafka:Properties:acks", "XentStream:Kafka:PropertyFiles:sasl.password", "XentStream:StartAt", "XentStream:Topics:Input", "XentStream:Window",
            ],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.Contains("XentStream:Delivery: `twice` is not exactly-once or at-least-once.", errors.Select(error => error.ToString()));
        Assert.Contains("XentStream:Consumers: `0` is not a whole number from 1 to 256.", errors.Select(error => error.ToString()));
        Assert.Contains("XentStream:Kafka:Properties:acks: cannot be set here: exactly-once needs all.", errors.Select(error => error.ToString()));
        Assert.All(errors, error => Assert.EndsWith(".", error.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Secret_ThatWasPrintedByConfig_IsNoSecret()
    {
        var (_, errors) = Parse([.. Required, "Kafka:Properties:sasl.password=(not shown)"]);

        Assert.Equal("XentStream:Kafka:Properties:sasl.password", Assert.Single(errors).Key);
    }

    [Fact]
    public void Contract_ThatContradictsItself_IsAnErrorForEachContradiction()
    {
        var (_, errors) = Parse(
            [.. Required, "Contracts:a:Link=sigmoid", "Contracts:a:Labels=index", "Contracts:a:Scores=log-probabilities", "Contracts:a:ClassWeights=1,2", "Contracts:a:LabelSmoothing=0.1",
            "Contracts:b:PositiveWeights=2", "Contracts:b:Labels=one-hot", "Contracts:b:IgnoreIndex=7", "Contracts:c:Classes=3", "Contracts:c:ClassWeights=1,2"]);

        Assert.Equal(
            ["a:ClassWeights", "a:LabelSmoothing", "a:Labels", "a:Scores", "b:IgnoreIndex", "b:PositiveWeights", "c:ClassWeights"],
            errors.Select(error => error.Key["XentStream:Contracts:".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Topic_WithTwoRoles_IsAnError()
    {
        var (_, errors) = Parse([.. Required, "Topics:Results=predictions"]);

        Assert.Equal("XentStream:Topics:Input: the topic `predictions` has two roles; each needs a topic of its own.", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Input_AsAList_HasSeveralTopics()
    {
        var (settings, errors) = Parse("Kafka:BootstrapServers=b:1", "Topics:Input:0=a", "Topics:Input:1=b");

        Assert.Empty(errors);
        Assert.Equal(["a", "b"], settings.Topics.Input);
    }

    [Fact]
    public void Input_WithCommas_HasSeveralTopics()
    {
        var (settings, errors) = Parse("Kafka:BootstrapServers=b:1", "Topics:Input=a, b", "Encodings:b=sniff");

        Assert.Empty(errors);
        Assert.Equal(["a", "b"], settings.Topics.Input);
    }

    [Theory]
    [InlineData("Input", "xent*")]
    [InlineData("Input", "")]
    [InlineData("Input", "a b")]
    [InlineData("Labels", "a,b")]
    [InlineData("Results", "..")]
    [InlineData("Quarantine", "^q")]
    [InlineData("Incidents", "ä")]
    public void Topic_OfANameThatNoTopicHas_IsAnError(string key, string name)
    {
        var (_, errors) = Parse([.. Required[..1], $"Topics:{(key == "Input" ? "Input:0" : key)}={name}", .. key == "Input" ? [] : Required[1..], .. key == "Labels" ? ["Join:Within=1h"] : Array.Empty<string>()]);

        Assert.Equal($"XentStream:Topics:{key}: `{name}` is not the name of a topic: these are of letters, digits, dots, underscores and hyphens, 249 at most.", Assert.Single(errors).ToString());
    }

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("24h")]
    [InlineData("1.00:00:00")]
    public void Window_OfADay_IsReadInEachForm(string text)
    {
        var (settings, errors) = Parse([.. Required, $"Window={text}"]);

        Assert.Empty(errors);
        Assert.Equal(TimeSpan.FromDays(1), settings.Window);
    }

    [Fact]
    public void Time_WithoutAUnit_IsAnErrorThatShowsBothForms()
    {
        var (_, errors) = Parse([.. Required, "Window=1"]);

        Assert.Equal("XentStream:Window: `1` is not a time above zero and up to 1.00:00:00, written as 00:01:00 or 1m for a minute (ms, s, m, h).", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Classes_AsAListOfOne_AreAsManyAsItSays()
    {
        var (settings, errors) = Parse([.. Required, "Contracts:a:Classes:0=7", "Contracts:b:Classes:0=cat"]);

        Assert.Equal(7, settings.ContractOf("a")!.Classes);
        Assert.Equal("XentStream:Contracts:b:Classes: `cat` is not a whole number from 1 to 2147483647.", Assert.Single(errors).ToString());
    }

    // A head of one logit, and labels that are spread over all classes.
    [Fact]
    public void Contract_AtTheEndsOfItsRanges_IsRead()
    {
        var (settings, errors) = Parse([.. Required, "Contracts:a:Classes=1", "Contracts:a:Link=sigmoid", "Contracts:b:LabelSmoothing=1"]);

        Assert.Empty(errors);
        Assert.Equal((1, 1.0), (settings.ContractOf("a")!.Classes, settings.ContractOf("b")!.LabelSmoothing));
    }

    [Fact]
    public void Contract_WithEverything_IsRead()
    {
        var (settings, errors) = Parse(
            [.. Required, "Contracts:digits:Classes:0=cat", "Contracts:digits:Classes:1=dog", "Contracts:digits:ClassAxis=-1", "Contracts:digits:IgnoreIndex=none", "Contracts:digits:TopK=5, 3", "Contracts:digits:Mean=row"]);

        Assert.Empty(errors);
        var contract = settings.ContractOf("digits")!;
        Assert.Equal((2L, -1, null, MeanKind.Row), (contract.Classes!.Value, contract.ClassAxis, contract.IgnoreIndex, contract.Mean));
        Assert.Equal([1, 3, 5], contract.TopK);
        Assert.Null(settings.ContractOf("letters"));
    }

    [Fact]
    public void Encoding_OfATopic_IsItsOwnOrThatOfItsPlatformOrTheCommonOne()
    {
        const string Seldon = "seldon.prod.model.iris.outputs";
        var (settings, errors) = Parse(
            "Kafka:BootstrapServers=b:1", "Topics:Input:0=a", "Topics:Input:1=b", $"Topics:Input:2={Seldon}", "Topics:Input:3=c", "Encoding=oip-json", "Encodings:a=sniff", "Encodings:b=safetensors");

        Assert.Empty(errors);
        Assert.Equal(
            [null, PayloadEncoding.Safetensors, PayloadEncoding.OipProtobuf, PayloadEncoding.OipJson],
            new[] { "a", "b", Seldon, "c" }.Select(settings.EncodingOf));
    }

    [Fact]
    public void Encoding_ThatIsNone_OrOfNoTopic_IsAnError()
    {
        var (_, errors) = Parse([.. Required, "Encoding=avro", "Encodings:elsewhere=oip-json", "Encodings:predictions=json"]);

        Assert.Equal(
            [
                "XentStream:Encoding: `avro` is not safetensors or oip-json or oip-protobuf or sniff.",
                "XentStream:Encodings:elsewhere: is not a setting; known here are predictions.",
                "XentStream:Encodings:predictions: `json` is not safetensors or oip-json or oip-protobuf or sniff.",
            ],
            errors.Select(error => error.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Contracts:a:IgnoreIndex=-100")]
    [InlineData("Contracts:a:ClassAxis=1")]
    [InlineData("Contracts:a:Rename:logits=logits")]
    public void Contract_DeclaredAsTheDefault_HasTheDigestOfTheDefault(string declaration)
    {
        var (settings, errors) = Parse([.. Required, declaration]);

        Assert.Empty(errors);
        Assert.Equal(new Contract().Digest, settings.ContractOf("a")!.Digest);
    }

    [Fact]
    public void Renames_OfTensors_ArePartOfTheContract()
    {
        var (settings, errors) = Parse([.. Required, "Contracts:a:Rename:logits=output_0", "Contracts:a:Rename:labels=truth"]);

        Assert.Empty(errors);
        var contract = settings.ContractOf("a")!;
        Assert.Equal([("logits", "output_0"), ("labels", "truth")], contract.Names.Renames);
        Assert.NotEqual(new Contract().Digest, contract.Digest);
    }

    [Theory]
    [InlineData("Contracts:a:Rename:scores=output_0", "XentStream:Contracts:a:Rename:scores: is not a setting; known here are label_log_probabilities, labels, log_probabilities, logits, probabilities, weights.")]
    [InlineData("Contracts:a:Rename:logits=labels", "XentStream:Contracts:a:Rename: `labels` is not a name of its own for each tensor.")]
    public void Rename_ThatCannotBe_IsAnError(string pair, string sentence) => Assert.Equal(sentence, Assert.Single(Parse([.. Required, pair]).Errors).ToString());

    [Theory]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-23T10:00:00+00:00")]
    [InlineData("2026-11-23T10:00:00+02:00", "2026-11-23T08:00:00+00:00")]
    [InlineData("2026-11-23T10:00:00", "2026-11-23T10:00:00+00:00")]
    public void StartAt_ATime_IsUtcUnlessItSaysOtherwise(string text, string utc)
    {
        var (settings, errors) = Parse([.. Required, $"StartAt={text}"]);

        Assert.Empty(errors);
        Assert.Equal(utc, settings.StartAt.Time!.Value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", null));
    }

    [Fact]
    public void Client_AskedForAPropertyItDoesNotKnow_RefusesItByName()
    {
        var (settings, errors) = Parse([.. Required, "Kafka:Properties:fetch.weight.bytes=1"]);

        Assert.Empty(errors);
        Assert.Contains("fetch.weight.bytes", KafkaValidation.Validate(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void Client_AskedForWhatItKnows_TakesIt() => Assert.Null(KafkaValidation.Validate(Parse([.. Required, "Kafka:Properties:client.rack=a"]).Settings));

    [Fact]
    public void Labels_OfATopicOfTheirOwn_AreJoined()
    {
        var (settings, errors) = Parse([.. Required, "Topics:Labels=labels", "Join:Within=2.00:00:00", "Join:Disorder=00:00:00", "Join:Corrections=last", "Join:StatePath=/data", "Join:StateInterval=00:00:05", "Encodings:labels=oip-json"]);

        Assert.Empty(errors);
        Assert.Equal(
            new JoinSettings { Within = TimeSpan.FromDays(2), Disorder = TimeSpan.Zero, Corrections = Corrections.Last, StatePath = "/data", StateInterval = TimeSpan.FromSeconds(5) }, settings.Join);
        Assert.Equal(["predictions", "labels"], settings.Topics.Read);
    }

    [Theory]
    [InlineData("XentStream:Join:Within: is required", "Topics:Labels=labels")]
    [InlineData("XentStream:Join:Within: has no meaning", "Join:Within=1.00:00:00")]
    [InlineData("XentStream:Join:StateInterval: has no meaning without StatePath", "Topics:Labels=labels", "Join:Within=1.00:00:00", "Join:StateInterval=00:00:05")]
    [InlineData("XentStream:Join:Wthin: is not a setting", "Topics:Labels=labels", "Join:Within=1.00:00:00", "Join:Wthin=1")]
    [InlineData("XentStream:Topics:Labels: belongs to one topic", "Topics:Labels=labels", "Join:Within=1.00:00:00", "Topics:Input:0=a", "Topics:Input:1=b")]
    [InlineData("XentStream:Topics:Input: the topic `predictions` has two roles", "Topics:Labels=predictions", "Join:Within=1.00:00:00")]
    [InlineData("XentStream:Contracts:m:PositiveWeights: can only be one number", "Topics:Labels=labels", "Join:Within=1.00:00:00", "Contracts:m:Link=sigmoid", "Contracts:m:PositiveWeights=1,2")]
    [InlineData("XentStream:Contracts:m:Scores: cannot be label-log-probabilities", "Topics:Labels=labels", "Join:Within=1.00:00:00", "Contracts:m:Scores=label-log-probabilities")]
    public void Join_ThatHasNoMeaning_IsReported(string error, params string[] lines) =>
        Assert.Contains(Parse([.. lines.Any(line => line.StartsWith("Topics:Input", StringComparison.Ordinal)) ? Required[..1] : Required, .. lines]).Errors, found => found.ToString().StartsWith(error, StringComparison.Ordinal));

    private static string[] Required => ["Kafka:BootstrapServers=localhost:9092", "Topics:Input=predictions"];

    private static (WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Parse(params IEnumerable<string> pairs) => SettingsParser.Parse(new ConfigurationBuilder()
        .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create($"XentStream:{pair.Split('=')[0]}", (string?)pair.Split('=')[1])))
        .Build());
}
