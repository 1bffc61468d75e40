namespace XentStream.Demo;

/// <summary>What the demo sends in one pass: each batch of each classifier once, with broken ones between them.</summary>
internal static class DemoPass
{
    /// <summary>One broken batch in so many.</summary>
    private const int BrokenEvery = 20;

    /// <summary>Each kind of broken batch once, spread over the pass.</summary>
    public static List<DemoRecord> WithEachKindOnce() => Weave(Good(), [.. Planted()]);

    /// <summary>One in twenty broken; the passes take the kinds in turn.</summary>
    public static List<DemoRecord> Number(int pass)
    {
        var good = Good();
        var planted = Planted().ToList();
        var count = good.Count / BrokenEvery;
        return Weave(good, [.. Enumerable.Range(pass * count, count).Select(kind => planted[kind % planted.Count])]);
    }

    /// <summary>Every batch of every classifier, in all encodings in turn.</summary>
    public static List<DemoRecord> Good() =>
        [.. DigitData.Versions.SelectMany(version => DigitData.Read(version)).Select((batch, i) => DemoEncodings.All[i % DemoEncodings.All.Count](batch))];

    private static IEnumerable<DemoRecord> Planted() => PlantedFaults.Of(DigitData.Read("v1").First());

    private static List<DemoRecord> Weave(List<DemoRecord> good, List<DemoRecord> planted)
    {
        var woven = new List<DemoRecord>(good);
        for (var i = 0; i < planted.Count; i++)
        {
            woven.Insert((i + 1) * woven.Count / (planted.Count + 1), planted[i]);
        }

        return woven;
    }
}
