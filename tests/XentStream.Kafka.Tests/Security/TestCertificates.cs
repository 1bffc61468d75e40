using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace XentStream.Kafka.Tests.Security;

/// <summary>An authority of its own for each run, and a broker's certificate of it.</summary>
internal sealed class TestCertificates
{
    private static readonly DateTimeOffset Begin = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset End = Begin.AddDays(30);

    public TestCertificates()
    {
        using var key = RSA.Create(2048);
        using var authority = Authority(key, "CN=Authority of this test");
        AuthorityPem = authority.ExportCertificatePem();
        using var brokerKey = RSA.Create(2048);
        var request = Request(brokerKey, "CN=localhost");
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var broker = request.Create(authority, Begin, End.AddDays(-1), [1, 2, 3, 4]);
        BrokerPem = $"{brokerKey.ExportPkcs8PrivateKeyPem()}\n{broker.ExportCertificatePem()}\n{AuthorityPem}\n";
    }

    /// <summary>What clients trust.</summary>
    public string AuthorityPem { get; }

    /// <summary>The broker's key and chain.</summary>
    public string BrokerPem { get; }

    /// <summary>An authority that signed nothing.</summary>
    public static string StrangerPem()
    {
        using var key = RSA.Create(2048);
        using var stranger = Authority(key, "CN=A stranger");
        return stranger.ExportCertificatePem();
    }

    private static X509Certificate2 Authority(RSA key, string name)
    {
        var request = Request(key, name);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(Begin, End);
    }

    private static CertificateRequest Request(RSA key, string name) => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
