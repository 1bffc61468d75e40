namespace XentStream.Pipeline.Replay;

/// <summary>Who has to do something so that a replay can be.</summary>
public enum RefusalKind
{
    /// <summary>What was asked for, or the configuration, is wrong.</summary>
    Use,

    /// <summary>What was asked for is gone.</summary>
    Retention,

    /// <summary>The broker cannot be reached, or refuses.</summary>
    Broker,

    /// <summary>It was stopped.</summary>
    Stop,
}
