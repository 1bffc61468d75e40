using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Other names for classes, as a sentence tells them.</summary>
/// <param name="pairs">Classes as they are labelled, each with its other name.</param>
internal sealed class Renaming(IReadOnlyList<(int Label, int Name)> pairs)
{
    /// <summary>What is to be done where classes have other names.</summary>
    public const string Fix = "Exchange class names, not ids, and build both maps from one list.";

    private const int MostShown = 3;

    /// <summary>The likely cause.</summary>
    public string Cause => pairs.Select(pair => pair.Name - pair.Label).Distinct().ToList() is [var offset]
        ? $"All labels are off by {Math.Abs(offset)}: they are counted from another number, or a background class was added or dropped on one side."
        : "Producer and model order their classes differently.";

    /// <summary>Names for the classes that occur, in their order.</summary>
    public static Renaming Of(int[] labels, int[] names) => new([.. labels.Zip(names)]);

    /// <summary>Names for classes, but for those that are left without.</summary>
    public static Renaming Of(NamedClass[] named) => new([.. named.Where(one => one.Name != NamedClass.None).Select(one => (one.Label, one.Name))]);

    /// <summary>The first of those that differ.</summary>
    public override string ToString()
    {
        var moved = pairs.Where(pair => pair.Name != pair.Label).ToList();
        return string.Join(", ", moved.Take(MostShown).Select(pair => $"{pair.Label} as {pair.Name}")) + (moved.Count > MostShown ? ", …" : "");
    }
}
