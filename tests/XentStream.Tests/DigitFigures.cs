namespace XentStream.Tests;

/// <summary>What PyTorch and scikit-learn say of the three digit classifiers (see the README beside the data).</summary>
internal static class DigitFigures
{
    public const int Rows = 899;

    public static TheoryData<string, double, double> All => new()
    {
        { "v1", 1.3593348916408965, 0.8687430478309233 },
        { "v2", 0.2770143683245681, 0.9343715239154616 },
        { "v3", 0.459708134448928, 0.9343715239154616 },
    };

    public static string FileOf(string version) => Path.Combine(Repository.Root, "src", "XentStream", "Demo", "Data", $"digits-{version}.safetensors");

    public static void AssertNear(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-8, 1 + 1e-8);
}
