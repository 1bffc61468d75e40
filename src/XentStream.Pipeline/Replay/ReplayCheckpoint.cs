using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>The file that says how far a replay is. It is replaced as a whole, so that a kill at any moment leaves the old one or the new one.</summary>
/// <param name="path">The file. Beside it lies that of the windows.</param>
/// <param name="request">What is replayed and how, as text: only the same replay can go on.</param>
internal sealed class ReplayCheckpoint(string path, string request)
{
    private const int Format = 2;

    /// <summary>The file of the windows.</summary>
    public string WindowsPath => $"{path}.windows";

    /// <summary>Writes how far all partitions are.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="windowsLength">How much of the file of windows belongs to that.</param>
    public void Write(IEnumerable<ReplayedPartition> partitions, long windowsLength)
    {
        var json = new JsonObject
        {
            ["checkpoint"] = Format,
            ["request"] = request,
            ["windows"] = windowsLength,
            ["partitions"] = new JsonArray([.. partitions.Select(partition => (JsonNode)new JsonObject
            {
                ["topic"] = partition.Id.Topic,
                ["partition"] = partition.Id.Number,
                ["from"] = partition.From,
                ["counted"] = partition.Counted,
                ["to"] = partition.To,
                ["next"] = partition.Next,
                ["records"] = partition.Records,
                ["lost"] = partition.Lost,
                ["cut"] = partition.IsCut,
                ["digest"] = Convert.ToBase64String(partition.DigestState),
            })]),
        };
        var next = $"{path}.next";
        using (var file = new FileStream(next, FileMode.Create))
        {
            file.Write(Encoding.UTF8.GetBytes(json.ToJsonString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Reads it.</summary>
    /// <returns>The partitions and how much of the file of windows counts; or why it cannot be gone on from.</returns>
    public (IReadOnlyList<ReplayedPartition> Partitions, long WindowsLength, ReplayRefusal? Refusal) Read()
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            if ((int)json["checkpoint"]! != Format || (string)json["request"]! != request)
            {
                return Refuse($"`{path}` is the checkpoint of another replay: options, contracts, kernel or version differ. Give what it was begun with, or begin anew without --resume and with another file.");
            }

            return ([.. json["partitions"]!.AsArray().Select(partition => Parse(partition!))], (long)json["windows"]!, null);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse($"There is no checkpoint `{path}`. Leave out --resume to begin.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException or NullReferenceException or InvalidDataException)
        {
            return Refuse($"The checkpoint `{path}` cannot be read: {unreadable.Message} Begin anew without --resume and with another file.");
        }
    }

    /// <summary>Removes what is no longer of use.</summary>
    public void Delete()
    {
        File.Delete(path);
        File.Delete(WindowsPath);
    }

    private static ReplayedPartition Parse(JsonNode json)
    {
        var state = Convert.FromBase64String((string)json["digest"]!);
        return RangeDigest.Resume(state) is null
            ? throw new InvalidDataException("A digest in it is damaged.")
            : new ReplayedPartition(new PartitionId((string)json["topic"]!, (int)json["partition"]!), (long)json["from"]!, (long)json["to"]!)
            {
                Counted = (long)json["counted"]!,
                IsCut = (bool)json["cut"]!,
                Next = (long)json["next"]!,
                Records = (long)json["records"]!,
                Lost = (long)json["lost"]!,
                DigestState = state,
            };
    }

    private static (IReadOnlyList<ReplayedPartition> Partitions, long WindowsLength, ReplayRefusal? Refusal) Refuse(string sentence) => ([], 0, ReplayRefusal.OfUse(sentence));
}
