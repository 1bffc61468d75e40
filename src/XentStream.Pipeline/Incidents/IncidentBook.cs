using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Incidents;

/// <summary>
/// The open incidents of the partitions that a thread owns, as they are committed. What changes is computed from what is pending, written in the transaction
/// that commits it, and entered here only afterwards: so counts are exact whatever is killed when. A million equal faults are one incident, and at most one record
/// a commit.
/// </summary>
internal sealed class IncidentBook(WorkerSettings settings, TimeProvider time)
{
    /// <summary>The most incidents that are told apart; what comes beyond them is counted under the model <see cref="CommittedTotals.Other"/>.</summary>
    public const int MaxOpen = 1000;

    private readonly Dictionary<IncidentKey, Incident> open = [];
    private readonly Dictionary<IncidentKey, PendingIncident> notes = [];
    private DateTimeOffset nextQuiet = DateTimeOffset.MaxValue;

    /// <summary>The open incidents.</summary>
    public IReadOnlyCollection<Incident> Open => open.Values;

    /// <summary>Whether there is something to write although no record came.</summary>
    public bool IsDue => notes.Count > 0 || (open.Count > 0 && time.GetUtcNow() >= nextQuiet);

    /// <summary>Takes an incident up that an earlier owner of its partition left open. Its quiet time begins now: nobody has looked in between.</summary>
    public void Restore(Incident incident)
    {
        open[incident.Key] = incident with { SeenAt = time.GetUtcNow() };
        FindNextQuiet();
    }

    /// <summary>Forgets the incidents of partitions that now belong to another worker.</summary>
    public void Drop(IReadOnlyCollection<PartitionId> lost)
    {
        foreach (var key in open.Keys.Concat(notes.Keys).Where(key => lost.Contains(key.Source)).ToList())
        {
            open.Remove(key);
            notes.Remove(key);
        }

        FindNextQuiet();
    }

    /// <summary>Notes what is wrong with a partition, not with one of its batches. Noted again for the same offsets, it is not counted again.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Note(IncidentKey key, IncidentExample example, Sighting first, Sighting last, long count)
    {
        if (open.TryGetValue(key, out var known) && known.Last.Offset >= last.Offset)
        {
            return false;
        }

        var note = new PendingIncident(example, first);
        note.Add(last, count);
        notes[key] = note;
        return true;
    }

    /// <summary>Whether an incident is open, or noted to be opened by the next commit.</summary>
    public bool Has(IncidentKey key) => open.ContainsKey(key) || notes.ContainsKey(key);

    /// <summary>What was noted is still so: it is not quiet.</summary>
    public void Keep(IncidentKey key)
    {
        if (open.TryGetValue(key, out var incident))
        {
            open[key] = incident with { SeenAt = time.GetUtcNow() };
            FindNextQuiet();
        }
    }

    /// <summary>What a commit of a batch changes: incidents opened, updated, and resolved after a quiet time.</summary>
    public IReadOnlyList<Incident> ChangesOf(PendingBatch batch)
    {
        var now = time.GetUtcNow();
        var changed = new Dictionary<IncidentKey, Incident>();
        foreach (var (key, more) in batch.Incidents.Concat(notes.Select(note => (note.Key, note.Value))))
        {
            var found = KeyFor(key, changed);
            changed[found] = changed.TryGetValue(found, out var known) || open.TryGetValue(found, out known) ? known.With(more, now) : Incident.Open(found, more, now);
        }

        foreach (var quiet in open.Values.Where(incident => IsQuiet(incident) && !changed.ContainsKey(incident.Key)))
        {
            changed[quiet.Key] = quiet with { ResolvedAt = now };
        }

        return [.. changed.Values];
    }

    /// <summary>Enters changes that are committed.</summary>
    public void Enter(IReadOnlyList<Incident> changes)
    {
        notes.Clear();
        foreach (var incident in changes)
        {
            if (incident.ResolvedAt is null)
            {
                open[incident.Key] = incident;
            }
            else
            {
                open.Remove(incident.Key);
            }
        }

        FindNextQuiet();
    }

    private bool IsQuiet(Incident incident) => time.GetUtcNow() - incident.SeenAt >= settings.IncidentQuiet;

    private void FindNextQuiet() => nextQuiet = open.Count == 0 ? DateTimeOffset.MaxValue : open.Values.Min(incident => incident.SeenAt) + settings.IncidentQuiet;

    private IncidentKey KeyFor(IncidentKey key, Dictionary<IncidentKey, Incident> changed) =>
        open.ContainsKey(key) || changed.ContainsKey(key) || open.Count + changed.Keys.Count(other => !open.ContainsKey(other)) < MaxOpen
            ? key
            : key with { Model = CommittedTotals.Other, Version = CommittedTotals.Other };
}
