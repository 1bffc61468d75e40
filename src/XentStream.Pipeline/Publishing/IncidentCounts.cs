using System.Diagnostics.Metrics;
using XentStream.Pipeline.Incidents;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Publishing;

/// <summary>How many incidents are open by reason code, over all threads: those of one cause and model on several partitions are one.</summary>
public sealed class IncidentCounts
{
    private readonly Lock gate = new();
    private readonly Dictionary<object, List<(string Code, string Model, string Version)>> open = [];

    /// <summary>Shows what a thread has open. A book that is empty is forgotten.</summary>
    internal void Show(IncidentBook book)
    {
        var keys = book.Open.Select(incident => (incident.Key.Code, incident.Key.Model, incident.Key.Version)).ToList();
        lock (gate)
        {
            open.Remove(book);
            if (keys.Count > 0)
            {
                open.Add(book, keys);
            }
        }
    }

    /// <summary>A measurement for each code: 0 too, so that an alert sees the first.</summary>
    internal IEnumerable<Measurement<int>> Measure()
    {
        Dictionary<string, int> counts;
        lock (gate)
        {
            counts = open.Values.SelectMany(keys => keys).Distinct().CountBy(key => key.Code).ToDictionary();
        }

        return FaultCodes.All.Select(code => code.Name).Union(counts.Keys)
            .Select(code => new Measurement<int>(counts.GetValueOrDefault(code), new KeyValuePair<string, object?>(InstrumentNames.ErrorType, code)));
    }
}
