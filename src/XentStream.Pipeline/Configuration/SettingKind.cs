namespace XentStream.Pipeline.Configuration;

/// <summary>What kind of value a setting has.</summary>
internal enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>One or more texts.</summary>
    List,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number, up to and not including the most.</summary>
    Real,

    /// <summary>Numbers.</summary>
    Weights,

    /// <summary>A length of time.</summary>
    Time,

    /// <summary>One of several words.</summary>
    Word,

    /// <summary>A yes or no.</summary>
    Flag,
}
