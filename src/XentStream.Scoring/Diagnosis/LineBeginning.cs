using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The first numbers of a line: of logits they tell nearly always that these are no probabilities. Of the usual type, no branch depends on a number.</summary>
internal static class LineBeginning
{
    // All of six logits are below 1 in one line of eleven, where they are spread evenly from -3 to 3.
    private const int Numbers = 6;

    /// <summary>Whether one of the first numbers is below the least, above the most, or NaN.</summary>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="bytes">The bytes from the first number on.</param>
    /// <param name="count">How many numbers the line has.</param>
    /// <param name="stride">Elements from one number to the next.</param>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    public static bool IsOutside(ElementType type, ReadOnlySpan<byte> bytes, int count, int stride, double least, double most) => type switch
    {
        ElementType.F32 => IsOutside(MemoryMarshal.Cast<byte, float>(bytes), Math.Min(count, Numbers) * stride, stride, least, most),
        ElementType.F64 => IsOutside<F64Element>(bytes, count, stride, least, most),
        ElementType.F16 => IsOutside<F16Element>(bytes, count, stride, least, most),
        _ => IsOutside<BF16Element>(bytes, count, stride, least, most),
    };

    // The usual type, with a check of each place in place of a slice for each.
    private static bool IsOutside(ReadOnlySpan<float> numbers, int end, int stride, double least, double most)
    {
        var outside = 0;
        for (var place = 0; place < end; place += stride)
        {
            double number = numbers[place];
            outside |= (number >= least ? 0 : 1) | (number <= most ? 0 : 1);
        }

        return outside != 0;
    }

    // To make a double of a half takes longer than a wrong guess of the processor: one number after the other.
    private static bool IsOutside<TElement>(ReadOnlySpan<byte> bytes, int count, int stride, double least, double most)
        where TElement : struct, IScoreElement
    {
        for (var i = 0; i < Math.Min(count, Numbers); i++)
        {
            var number = TElement.Read(bytes[(i * stride * TElement.Size)..]);
            if (!(number >= least && number <= most))
            {
                return true;
            }
        }

        return false;
    }
}
