using System.Runtime.InteropServices;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Joining.Storing;

/// <summary>
/// The states of joins on a disk, one file for each partition. A file is written beside the one before and takes its place when it is on the disk, so it is whole at any moment at which the process or the machine may end;
/// and since it is written after a commit, its offsets are never ahead of those that were committed.
/// </summary>
/// <param name="folder">The folder, which is made where it is missing. No two workers share it.</param>
/// <param name="contractOf">The contract of a model.</param>
internal sealed class StateStore(string folder, Func<string, Contract?> contractOf)
{
    private const string Magic = "xentstream join state 2";

    // What lies in memory lies in the file: another layout is another format.
    private static readonly string Layout = $"{Magic}, records of {MemoryMarshal.AsBytes(new LoggedRecord[1].AsSpan()).Length} bytes";

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The store that the settings ask for, or null.</summary>
    public static StateStore? Of(WorkerSettings settings) => settings.Join?.StatePath is { } path ? new StateStore(path, settings.ContractOf) : null;

    /// <summary>Where the state of a partition is.</summary>
    public string PathOf(StateIdentity identity) => Path.Combine(folder, $"{identity.Predictions.Topic}-{identity.Predictions.Number}.join");

    /// <summary>Writes a state.</summary>
    /// <param name="identity">What it belongs to.</param>
    /// <param name="at">The offsets up to which it knows both partitions: committed ones.</param>
    /// <param name="join">The join, all of which is committed.</param>
    /// <returns>Why it could not be written, or null. What was there before is still there then.</returns>
    public string? TryWrite(StateIdentity identity, JoinOffsets at, PartitionJoin join)
    {
        var next = $"{PathOf(identity)}.new";
        try
        {
            Directory.CreateDirectory(folder);
            Write(next, identity, at, join);
            File.Move(next, PathOf(identity), overwrite: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Discard(next);
            return refused.Message;
        }
    }

    /// <summary>Opens the state of a partition.</summary>
    public StoredState Open(StateIdentity identity) => StoredState.Open(PathOf(identity), Layout, identity, contractOf);

    private void Write(string path, StateIdentity identity, JoinOffsets at, PartitionJoin join)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var writer = new StateWriter(file);
        writer.Write(Layout);
        identity.Save(writer);
        writer.Write(at.Predictions);
        writer.Write(at.Labels);
        string[] models = [.. join.Models];
        writer.Write(models.Length);
        foreach (var model in models)
        {
            writer.Write(model);
            writer.Write(contractOf(model)?.Digest ?? "");
        }

        join.Save(writer);
        writer.End();
        file.Flush(flushToDisk: true);
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // The next one is written over it.
        }
    }
}
