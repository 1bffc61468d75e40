using System.Globalization;
using CsCheck;

namespace XentStream.Fuzz.Targets;

/// <summary>Small valid batches, to begin with.</summary>
internal sealed record Batches(int Rows, int Classes, float[] Logits, long[] Labels)
{
    public static Gen<Batches> Any { get; } =
        from rows in Gen.Int[0, 6]
        from classes in Gen.Int[1, 5]
        from logits in Gen.Single[-8, 8].Array[rows * classes]
        from labels in Gen.Long[0, classes - 1].Array[rows]
        select new Batches(rows, classes, logits, labels);

    public string LogitsText => string.Join(',', Logits.Select(value => ((double)value).ToString("R", CultureInfo.InvariantCulture)));

    public string LabelsText => string.Join(',', Labels);
}
