namespace XentStream.Pipeline.Configuration;

/// <summary>Where metrics and health are served.</summary>
public sealed record HttpSettings
{
    /// <summary>The port on all addresses; 0 takes a free one.</summary>
    public int Port { get; init; } = 9464;
}
