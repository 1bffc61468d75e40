using System.Diagnostics;
using System.Globalization;

namespace XentStream.Faults;

/// <summary>The log of a run: a line for each thing that happens, with the seconds since the start.</summary>
internal sealed class RunLog(Action<string> write)
{
    private readonly Lock gate = new();
    private readonly long start = Stopwatch.GetTimestamp();

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    /// <summary>Writes a line.</summary>
    public void Write(FormattableString line)
    {
        lock (gate)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,8:0.0} s  ") + line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
