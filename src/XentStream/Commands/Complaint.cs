using XentStream.Pipeline.Configuration;

namespace XentStream.Commands;

/// <summary>Says on standard error why a command cannot go on.</summary>
internal static class Complaint
{
    public static int Configuration(IReadOnlyList<SettingsError> errors)
    {
        Console.Error.WriteLine(errors.Count == 1 ? "The configuration has an error:" : $"The configuration has {errors.Count} errors:");
        foreach (var error in errors)
        {
            Console.Error.WriteLine($"  {error}");
        }

        return ExitCode.Usage;
    }

    public static int Usage(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Usage;
    }

    public static int Unreachable(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Unreachable;
    }
}
