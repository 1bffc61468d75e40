namespace XentStream.Pipeline.Configuration;

/// <summary>The JSON schema of the configuration, which editors read. It is made from what <see cref="SettingsParser"/> asks for; a test makes it again and compares.</summary>
public static class SettingsSchema
{
    /// <summary>The schema.</summary>
    public static string Text
    {
        get
        {
            using var reader = new StreamReader(typeof(SettingsSchema).Assembly.GetManifestResourceStream("appsettings.schema.json")!);
            return reader.ReadToEnd();
        }
    }
}
