namespace XentStream.Operations.Tests.Native;

/// <summary>The program compiled to native code, with no runtime beside it. That takes minutes, so it is done by command, as the gate of changes does.</summary>
public sealed class NativeProgramTests : IDisposable
{
    private static readonly Tool Dotnet = new("dotnet", "dotnet-sdk-10.0");
    private static readonly Tool Linker = new("gcc", "gcc, with libc6-dev and zlib1g-dev");
    private static readonly string[] Payloads = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "XentStream.Encodings.Tests", "Data", "payloads"), "*.safetensors");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-native-");

    [Fact(Explicit = true)]
    public async Task Program_CompiledToNativeCode_SaysWhatTheOtherSays()
    {
        Linker.Require();
        var (exitCode, output) = await Dotnet.RunAsync(
            "publish", "src/XentStream", "--use-current-runtime", "-p:PublishAot=true", "--artifacts-path", Path.Combine(folder.FullName, "artifacts"), "--output", Path.Combine(folder.FullName, "native"));
        Assert.True(exitCode == 0, output);
        var native = new Tool(Path.Combine(folder.FullName, "native", "xentstream"), "");

        foreach (var arguments in Commands)
        {
            var (expected, actual) = (await Dotnet.RunAsync([Path.Combine(AppContext.BaseDirectory, "xentstream.dll"), .. arguments]), await native.RunAsync(arguments));

            // What the demo says comes as it comes.
            Assert.Equal((expected.ExitCode, string.Join('\n', expected.Output.Split('\n').Order(StringComparer.Ordinal))), (actual.ExitCode, string.Join('\n', actual.Output.Split('\n').Order(StringComparer.Ordinal))));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static IEnumerable<string[]> Commands =>
    [
        ["--help"],
        ["explain"],
        ["config", "--json", "--set", "Kafka:BootstrapServers=localhost:9092", "--set", "Topics:Input:0=predictions"],
        .. Payloads.Select(payload => (string[])["score", payload, "--json", "--rows"]),
        ["check", .. Payloads],
        ["check", "--json", .. Payloads],
        ["demo", "--once"],
    ];
}
