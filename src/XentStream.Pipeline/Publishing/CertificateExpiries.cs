using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Publishing;

/// <summary>
/// When the certificates of the Kafka client end: of its own chain the first, since one that has ended breaks it; of the authorities that it trusts the last, since one is
/// enough. A file that cannot be read has no time: whether the client takes it is told elsewhere.
/// </summary>
internal sealed class CertificateExpiries(KafkaSettings settings)
{
    private const string KeyStore = "ssl.keystore.location";

    /// <summary>Reads the files, which may have been renewed.</summary>
    public IEnumerable<Measurement<double>> Measure() =>
        from ends in new[] { EndOf("ssl.certificate.location", Least), EndOf("ssl.certificate.pem", Least), EndOf(KeyStore, Least), EndOf("ssl.ca.location", Most), EndOf("ssl.ca.pem", Most) }
        where ends is not null
        select ends.Value;

    private Measurement<double>? EndOf(string property, Func<IEnumerable<DateTimeOffset>, DateTimeOffset> choose)
    {
        try
        {
            var ends = Load(property) is { Count: > 0 } certificates ? choose(certificates.Select(certificate => new DateTimeOffset(certificate.NotAfter))) : (DateTimeOffset?)null;
            return ends is { } end ? new Measurement<double>(end.ToUnixTimeSeconds(), new KeyValuePair<string, object?>(InstrumentNames.Property, property)) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private X509Certificate2Collection? Load(string property)
    {
        var certificates = new X509Certificate2Collection();
        if (settings.Properties.TryGetValue(property, out var place) && property == KeyStore)
        {
            return X509CertificateLoader.LoadPkcs12CollectionFromFile(place, Find("ssl.keystore.password"));
        }

        if (Find(property) is not { } text)
        {
            return null;
        }

        certificates.ImportFromPem(property.EndsWith(".location", StringComparison.Ordinal) ? File.ReadAllText(text) : text);
        return certificates;
    }

    private string? Find(string property) =>
        settings.Properties.TryGetValue(property, out var value) ? value
        : settings.PropertyFiles.TryGetValue(property, out var file) ? File.ReadAllText(file).Trim()
        : null;

    private static DateTimeOffset Least(IEnumerable<DateTimeOffset> ends) => ends.Min();

    private static DateTimeOffset Most(IEnumerable<DateTimeOffset> ends) => ends.Max();
}
