using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;

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

    /// <summary>Says why topics could not be read to the end.</summary>
    /// <param name="refusal">What stands in the way.</param>
    /// <param name="more">What is to be said beside it.</param>
    public static int Refusal(ReplayRefusal refusal, string more = "")
    {
        Console.Error.WriteLine(refusal.Sentence + more);
        return refusal.Kind switch
        {
            RefusalKind.Use => ExitCode.Usage,
            RefusalKind.Retention => ExitCode.Lost,
            RefusalKind.Broker => ExitCode.Unreachable,
            _ => ExitCode.Stopped,
        };
    }
}
