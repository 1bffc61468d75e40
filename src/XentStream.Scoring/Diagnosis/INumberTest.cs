using System.Numerics;

namespace XentStream.Scoring.Diagnosis;

/// <summary>A question to a number, put to several at once.</summary>
internal interface INumberTest
{
    /// <summary>All bits set where the answer is yes.</summary>
    Vector<long> Of(Vector<double> numbers);
}
