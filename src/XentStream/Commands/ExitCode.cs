namespace XentStream.Commands;

/// <summary>What the program's exit code says: public interface.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Bug = 1;
    public const int Usage = 2;
    public const int Rejected = 3;
    public const int Lost = 4;
    public const int Different = 5;
    public const int Unreachable = 6;

    // As of a program that ctrl-C has ended: what was asked for is not done.
    public const int Stopped = 130;
}
