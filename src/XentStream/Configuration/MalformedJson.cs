using System.Text.Json;

namespace XentStream.Configuration;

/// <summary>Says why a file could not be read as JSON, and where in it.</summary>
internal static class MalformedJson
{
    // The framework wraps what it was, and counts lines and bytes from zero.
    public static string SentenceOf(InvalidDataException failure) => failure.GetBaseException() switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } position } found =>
            $"is not JSON: line {line + 1}, byte {position + 1}: {found.Message.Split(" LineNumber:")[0]}",
        (IOException or UnauthorizedAccessException) and var unreadable => $"cannot be read: {unreadable.Message}",
        var other => $"is not JSON: {other.Message}",
    };
}
