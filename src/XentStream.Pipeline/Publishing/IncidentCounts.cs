using System.Diagnostics.Metrics;
using XentStream.Pipeline.Incidents;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Publishing;

/// <summary>Which incidents are open, and how many by reason code, over all threads: those of one cause and model on several partitions are one.</summary>
public sealed class IncidentCounts
{
    private readonly Lock gate = new();
    private readonly Dictionary<object, List<Incident>> open = [];

    /// <summary>All open incidents.</summary>
    internal List<Incident> Open
    {
        get
        {
            lock (gate)
            {
                return [.. open.Values.SelectMany(incidents => incidents)];
            }
        }
    }

    /// <summary>Shows what a thread has open. A book that is empty is forgotten.</summary>
    internal void Show(IncidentBook book)
    {
        var incidents = book.Open.ToList();
        lock (gate)
        {
            open.Remove(book);
            if (incidents.Count > 0)
            {
                open.Add(book, incidents);
            }
        }
    }

    /// <summary>A measurement for each code: 0 too, so that an alert sees the first.</summary>
    internal IEnumerable<Measurement<int>> Measure()
    {
        var counts = Open.Select(incident => (incident.Key.Code, incident.Key.Model, incident.Key.Version)).Distinct().CountBy(key => key.Code).ToDictionary();
        return FaultCodes.All.Select(code => code.Name).Union(counts.Keys)
            .Select(code => new Measurement<int>(counts.GetValueOrDefault(code), new KeyValuePair<string, object?>(InstrumentNames.ErrorType, code)));
    }
}
