namespace XentStream.Encodings.OpenInference.Json;

/// <summary>How a value of a JSON array becomes an element; plugged in as a type, so that no call is virtual.</summary>
/// <typeparam name="T">The type of the element in memory.</typeparam>
internal interface IJsonNumber<T>
    where T : unmanaged
{
    /// <summary>Reads the value that a text begins with. The text is known to be JSON.</summary>
    /// <returns>The bytes of the value, or 0 where the element's type has no such value.</returns>
    static abstract int Read(ReadOnlySpan<byte> text, out T value);
}
