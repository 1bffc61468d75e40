using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class CertificateExpiriesTests : IDisposable
{
    private static readonly DateTimeOffset Spring = new(2027, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Autumn = new(2027, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("ssl.certificate.location", false)]
    [InlineData("ssl.ca.location", true)]
    public void Chain_EndsWithItsFirstCertificateAndAuthoritiesWithTheirLast(string property, bool isLast)
    {
        var file = Write("chain.pem", PemOf(Spring) + PemOf(Autumn));

        var end = Assert.Single(Measure(new() { BootstrapServers = "b:1", Properties = Of(property, file) }));

        Assert.Equal(((isLast ? Autumn : Spring).ToUnixTimeSeconds(), property), ((long)end.Value, (string)end.Tags[0].Value!));
    }

    [Fact]
    public void Certificate_InAFileOfASecret_IsRead() => Assert.Equal(
        [(double)Spring.ToUnixTimeSeconds()],
        Measure(new() { BootstrapServers = "b:1", PropertyFiles = Of("ssl.certificate.pem", Write("secret", PemOf(Spring))) }).Select(end => end.Value));

    [Fact]
    public void KeyStore_IsReadWithItsPassword()
    {
        using var certificate = CertificateUntil(Spring);
        var file = Path.Combine(folder.FullName, "client.p12");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "hunter2"));
        var properties = Of("ssl.keystore.location", file);

        Assert.Equal([(double)Spring.ToUnixTimeSeconds()], Measure(new() { BootstrapServers = "b:1", Properties = properties, PropertyFiles = Of("ssl.keystore.password", Write("password", "hunter2\n")) }).Select(end => end.Value));
        Assert.Empty(Measure(new() { BootstrapServers = "b:1", Properties = properties.Add("ssl.keystore.password", "wrong") }));
    }

    [Fact]
    public void File_ThatIsRenewed_IsReadAgain()
    {
        var file = Write("client.pem", PemOf(Spring));
        var expiries = new CertificateExpiries(new() { BootstrapServers = "b:1", Properties = Of("ssl.certificate.location", file) });
        Assert.Equal(Spring.ToUnixTimeSeconds(), Assert.Single(expiries.Measure()).Value);

        Write("client.pem", PemOf(Autumn));

        Assert.Equal(Autumn.ToUnixTimeSeconds(), Assert.Single(expiries.Measure()).Value);
    }

    [Fact]
    public void Certificates_ThatAreNotThere_HaveNoTime()
    {
        Assert.Empty(Measure(new() { BootstrapServers = "b:1" }));
        Assert.Empty(Measure(new() { BootstrapServers = "b:1", Properties = Of("ssl.ca.location", Path.Combine(folder.FullName, "nowhere.pem")) }));
        Assert.Empty(Measure(new() { BootstrapServers = "b:1", Properties = Of("ssl.ca.location", Write("empty.pem", "")) }));
    }

    private static List<Measurement<double>> Measure(KafkaSettings settings) => [.. new CertificateExpiries(settings).Measure()];

    private static ImmutableSortedDictionary<string, string> Of(string property, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(property, value);

    private static string PemOf(DateTimeOffset end)
    {
        using var certificate = CertificateUntil(end);
        return $"{certificate.ExportCertificatePem()}\n";
    }

    private static X509Certificate2 CertificateUntil(DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).CreateSelfSigned(end.AddYears(-1), end);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
