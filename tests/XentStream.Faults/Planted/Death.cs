using System.Diagnostics;

namespace XentStream.Faults.Planted;

/// <summary>SIGKILL of this process in one planned commit, at the point where it does the harm.</summary>
internal sealed class Death(int diesAt)
{
    private int commits;

    /// <summary>A commit has come to that point. This does not return in the planned one.</summary>
    public void Pass()
    {
        if (++commits == diesAt)
        {
            Process.GetCurrentProcess().Kill();

            // The signal may take a moment, in which nothing more must be done.
            Thread.CurrentThread.Join();
        }
    }
}
