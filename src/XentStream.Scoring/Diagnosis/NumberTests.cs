using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What is asked of numbers in a row. NaN is in no range, is not whole, and is other than any number.</summary>
internal static class NumberTests
{
    extension(ReadOnlySpan<double> numbers)
    {
        /// <summary>The sum, in the order of the numbers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Sum()
        {
            var sum = 0.0;
            foreach (var number in numbers)
            {
                sum += number;
            }

            return sum;
        }

        /// <summary>Where the largest number is, of equal ones the first. None is NaN.</summary>
        public int Top() => numbers.Length is >= 4 and <= 32 ? TopOfFew(numbers) : TopOfAny(numbers);

        /// <summary>Whether all are in a range, its ends included.</summary>
        public bool AreWithin(double least, double most) => All(numbers, new Within(new(least), new(most)));

        /// <summary>Whether all are 0 or 1.</summary>
        public bool AreZeroOne() => All(numbers, default(ZeroOne));

        /// <summary>Whether all are whole and finite.</summary>
        public bool AreWhole() => All(numbers, default(Whole));

        /// <summary>Whether none is this one.</summary>
        public bool AreOtherThan(double number) => All(numbers, new Other(new(number)));
    }

    // Without a branch that depends on the numbers, of which ten random ones take three. The last vector ends with the numbers, and overlaps the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TopOfFew(ReadOnlySpan<double> numbers)
    {
        var end = numbers.Length - Vector256<double>.Count;
        var most = Vector256.Create(numbers[end..]);
        for (var i = 0; i < end; i += Vector256<double>.Count)
        {
            most = Vector256.MaxNative(most, Vector256.Create(numbers[i..]));
        }

        most = Vector256.MaxNative(most, Vector256.Shuffle(most, Vector256.Create(2, 3, 0, 1)));
        most = Vector256.MaxNative(most, Vector256.Shuffle(most, Vector256.Create(1, 0, 3, 2)));
        var tops = Vector256.Equals(Vector256.Create(numbers[end..]), most).ExtractMostSignificantBits() << end;
        for (var i = 0; i < end; i += Vector256<double>.Count)
        {
            tops |= Vector256.Equals(Vector256.Create(numbers[i..]), most).ExtractMostSignificantBits() << i;
        }

        return BitOperations.TrailingZeroCount(tops);
    }

    private static int TopOfAny(ReadOnlySpan<double> numbers)
    {
        var (top, most) = (0, numbers[0]);
        for (var i = 1; i < numbers.Length; i++)
        {
            (top, most) = numbers[i] > most ? (i, numbers[i]) : (top, most);
        }

        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool All<TTest>(ReadOnlySpan<double> numbers, TTest test)
        where TTest : struct, INumberTest
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        foreach (var vector in vectors)
        {
            if (!Vector.EqualsAll(test.Of(vector), Vector<long>.AllBitsSet))
            {
                return false;
            }
        }

        var rest = numbers[(vectors.Length * Vector<double>.Count)..];
        return rest.IsEmpty || Vector.EqualsAll(test.Of(Repeating(rest)), Vector<long>.AllBitsSet);
    }

    // The last numbers, and the first of them in what is left of the vector.
    private static Vector<double> Repeating(ReadOnlySpan<double> rest)
    {
        Span<double> room = stackalloc double[Vector<double>.Count];
        room.Fill(rest[0]);
        rest.CopyTo(room);
        return new Vector<double>(room);
    }

    private readonly struct Within(Vector<double> least, Vector<double> most) : INumberTest
    {
        public Vector<long> Of(Vector<double> numbers) => Vector.GreaterThanOrEqual(numbers, least) & Vector.LessThanOrEqual(numbers, most);
    }

    private readonly struct ZeroOne : INumberTest
    {
        public Vector<long> Of(Vector<double> numbers) => Vector.Equals(numbers, Vector<double>.Zero) | Vector.Equals(numbers, Vector<double>.One);
    }

    // What is infinite is not below itself by a whole number: the difference is NaN.
    private readonly struct Whole : INumberTest
    {
        public Vector<long> Of(Vector<double> numbers) => Vector.Equals(numbers - Vector.Floor(numbers), Vector<double>.Zero);
    }

    private readonly struct Other(Vector<double> number) : INumberTest
    {
        public Vector<long> Of(Vector<double> numbers) => ~Vector.Equals(numbers, number);
    }
}
