using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Joining.Storing;

/// <summary>A state as it lies on the disk, or why none can be used.</summary>
internal sealed class StoredState : IDisposable
{
    private readonly FileStream? file;
    private readonly StateReader? reader;

    private StoredState(string unfit) => Unfit = unfit;

    private StoredState(FileStream file, StateReader reader, JoinOffsets at) => (this.file, this.reader, At) = (file, reader, at);

    /// <summary>Why none can be used, or null.</summary>
    public string? Unfit { get; }

    /// <summary>The offsets up to which it knows both partitions.</summary>
    public JoinOffsets At { get; }

    /// <summary>Opens one.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="layout">The layout that can be read.</param>
    /// <param name="identity">What it has to belong to.</param>
    /// <param name="contractOf">The contract of a model.</param>
    public static StoredState Open(string path, string layout, StateIdentity identity, Func<string, Contract?> contractOf)
    {
        FileStream? file = null;
        try
        {
            // Whatever takes its place meanwhile, this one stays as it is.
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
            var reader = new StateReader(file);
            if (FindUnfit(file, reader, layout, identity) is not { } unfit)
            {
                var at = new JoinOffsets(reader.ReadLong(), reader.ReadLong());
                unfit = FindOtherContract(reader, contractOf);
                if (unfit is null)
                {
                    return new StoredState(file, reader, at);
                }
            }

            file.Dispose();
            return new StoredState(unfit);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new StoredState("there is none");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            return new StoredState(refused.Message.TrimEnd('.'));
        }
    }

    /// <summary>Lets a new join know what it holds.</summary>
    public void LoadInto(PartitionJoin join) => join.Load(reader!);

    public void Dispose() => file?.Dispose();

    private static string? FindUnfit(FileStream file, StateReader reader, string layout, StateIdentity identity) =>
        !StateReader.IsWhole(file) ? "it is damaged"
        : reader.ReadText() != layout ? "another version of the program has written it"
        : identity.FindDifference(StateIdentity.Load(reader));

    private static string? FindOtherContract(StateReader reader, Func<string, Contract?> contractOf)
    {
        string? other = null;
        for (var models = reader.ReadInt(); models > 0; models--)
        {
            var (model, digest) = (reader.ReadText(), reader.ReadText());
            other ??= digest == (contractOf(model)?.Digest ?? "") ? null : $"the contract of `{(model.Length == 0 ? "*" : model)}` has changed";
        }

        return other;
    }
}
