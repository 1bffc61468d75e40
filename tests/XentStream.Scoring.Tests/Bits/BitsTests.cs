using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>The same bits on every machine: as far as the processor at hand can play others, by switching off what it can do.</summary>
public sealed class BitsTests
{
    // A change of bits is a decision: results before and after it cannot be compared, and the identity of the kernel has to change with it.
    private const string Identity = "vector-3";
    private const string Frozen = "9e4d5e8c9f23505c43ca691c3ab49e7c1cc6165b9098e836c4596e5030a02dab";

    private const string FrozenPlain = "6dcdfaa0beee9e165d500383a2b4c46e8cc183f370a21ba60ccb854b15415cd0";

    private const string ReportVariable = "XENTSTREAM_BITS_REPORT";

    public static string Sets => $"AVX-512 {Vector512.IsHardwareAccelerated}, AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}, 256 bits {Vector256.IsHardwareAccelerated}, 128 bits {Vector128.IsHardwareAccelerated}";

    [Fact]
    public void Corpus_OnThisMachine_HasTheFrozenHash()
    {
        var (hash, plain) = (Corpus.Hash(), Corpus.PlainHash());
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } report)
        {
            File.WriteAllText(report, $"{hash}\n{Sets}\n{plain}");
        }

        Assert.Equal((Identity, Frozen, FrozenPlain), (BatchScorer.KernelIdentity, hash, plain));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public async Task Corpus_OnALesserMachine_HasTheSameHash(string variable, string value)
    {
        var report = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet", [typeof(BitsTests).Assembly.Location, "-method", $"{typeof(BitsTests).FullName}.{nameof(Corpus_OnThisMachine_HasTheFrozenHash)}"]) { RedirectStandardOutput = true };
        start.Environment[variable] = value;
        start.Environment[ReportVariable] = report;
        using var child = Process.Start(start)!;
        await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(report, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{variable}={value}: {lines[0]} ({lines[1]})");
        Assert.Equal((Frozen, FrozenPlain), (lines[0], lines[2]));

        // A switch that changes nothing has tested nothing, where there was something to switch off.
        var wasThere = variable switch
        {
            "DOTNET_EnableAVX512" => Vector512.IsHardwareAccelerated,
            "DOTNET_PreferredVectorBitWidth" => Vector256.IsHardwareAccelerated,
            "DOTNET_EnableAVX2" => Avx2.IsSupported,
            _ => Vector128.IsHardwareAccelerated,
        };
        Assert.True(lines[1] != Sets || !wasThere, $"{variable}={value} changed nothing: {Sets}");
    }
}
