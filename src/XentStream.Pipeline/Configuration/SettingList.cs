using Microsoft.Extensions.Configuration;

namespace XentStream.Pipeline.Configuration;

/// <summary>A list in the configuration. It is replaced as a whole: what counts is the last source that has any of it. (The framework would lay one list over the other, item by item.)</summary>
public static class SettingList
{
    /// <summary>The keys of the items in force; its own key where it is one value, and none where nobody set it.</summary>
    public static IReadOnlyList<string> KeysOf(IConfigurationRoot configuration, string key)
    {
        foreach (var source in configuration.Providers.Reverse())
        {
            var items = source.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase).Select(item => $"{key}:{item}").ToList();
            if (items.Count > 0 || source.TryGet(key, out _))
            {
                return items.Count > 0 ? items : [key];
            }
        }

        return [];
    }
}
