namespace XentStream.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "XentStream.sln")) ? folder.FullName : Find(folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository."));
}
