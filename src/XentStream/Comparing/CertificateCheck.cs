using System.Collections.Immutable;
using System.Globalization;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Scoring.Faults;

namespace XentStream.Comparing;

/// <summary>Whether a certificate still holds.</summary>
/// <param name="Holds">Whether records, counts and totals are the same.</param>
/// <param name="IsLost">Whether records that it rests on are gone.</param>
/// <param name="Findings">What was found out, in sentences.</param>
internal sealed record CertificateCheck(bool Holds, bool IsLost, ImmutableArray<string> Findings)
{
    /// <summary>A certificate that is not the one that was written.</summary>
    public static CertificateCheck Altered { get; } = new(Holds: false, IsLost: false, ["The certificate was altered after it was written: its seal is of another one. Nothing of it can be relied on."]);

    /// <summary>The same records again.</summary>
    public static ReplayScope ScopeOf(Certificate certificate) => new([.. certificate.Sources.Select(source => source.Topic).Distinct()])
    {
        From = certificate.From,
        To = certificate.To,
        Model = certificate.Model,
        Version = certificate.Version,
        Counted = certificate.Sources.Where(source => source.Counted is not null).ToDictionary(source => new PartitionId(source.Topic, source.Partition), source => source.Counted!.Value),
        Offsets = certificate.Sources.ToDictionary(source => new PartitionId(source.Topic, source.Partition), source => ((long?)source.From, (long?)source.To)),
    };

    /// <summary>Compares what was certified with what the same ranges give now.</summary>
    public static CertificateCheck Of(Certificate then, Certificate now)
    {
        var sources = then.Sources.Select(source => (Then: source, Now: now.Sources.First(other => (other.Topic, other.Partition) == (source.Topic, source.Partition)))).ToList();
        var lost = sources.Where(source => source.Now.Lost > 0).Select(source => string.Create(
            CultureInfo.InvariantCulture, $"{source.Then.Topic}[{source.Then.Partition}]: retention has removed {source.Now.Lost} of the offsets {source.Then.From} to {source.Then.To - 1}.")).ToList();
        var changed = sources.Where(source => source.Now.Lost == 0 && (source.Then.Records, source.Then.Digest) != (source.Now.Records, source.Now.Digest)).Select(source => string.Create(
            CultureInfo.InvariantCulture, $"{source.Then.Topic}[{source.Then.Partition}]: offsets {source.Then.From} to {source.Then.To - 1} hold other records now ({source.Then.Records} then, {source.Now.Records} now).")).ToList();
        var different = then.Kernel == now.Kernel ? Different(then, now).ToList() : [];
        var isSame = lost.Count + changed.Count == 0;
        var conclusion = then.Kernel != now.Kernel ? $"The kernel was {Quote.Of(then.Kernel)} and is {now.Kernel}: bits of totals cannot be compared. Use version {Quote.Of(then.Program)} to certify them."
            : isSame && different.Count == 0 ? "Records, counts and exact totals are the same, to the bit."
            : isSame ? "The records are the same, and the totals are not." : "The totals rest on other records.";
        return new CertificateCheck(isSame && different.Count == 0, lost.Count > 0, [.. lost, .. changed, .. different, conclusion]);
    }

    private static IEnumerable<string> Different(Certificate then, Certificate now) =>
        from name in then.Models.Concat(now.Models).Select(model => (model.Model, model.Version)).Distinct()
        let what = Different(Find(then, name), Find(now, name))
        where what is not null
        select $"{(name.Model.Length == 0 ? "no model named" : $"{Quote.Of(name.Model)} {Quote.Of(name.Version)}")}: {what}";

    private static string? Different(CertifiedModel? then, CertifiedModel? now) =>
        then is null || now is null ? $"it is only in what {(then is null ? "is read now" : "was certified")}."
        : then.Contract != now.Contract ? $"the contract in the report has digest {now.Contract}, and the certificate says {Quote.Of(then.Contract ?? "none")}."
        : (then.Scored, then.Warned, then.Rejected) != (now.Scored, now.Warned, now.Rejected) ? "other numbers of records are scored, warned of or rejected."
        : then.Totals != now.Totals ? "the exact totals are others."
        : then.Books is { } books && !books.AreEqual(now.Books) ? "the books of its labels are others." : null;

    private static CertifiedModel? Find(Certificate certificate, (string Model, string Version) name) => certificate.Models.FirstOrDefault(model => (model.Model, model.Version) == name);
}
