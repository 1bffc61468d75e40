namespace XentStream.Encodings.Tests;

/// <summary>Payloads as the clients that people use write them; <c>Data/README.md</c> tells which.</summary>
internal static class ClientPayloads
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(Folder, "payloads")).Order(StringComparer.Ordinal)];
}
