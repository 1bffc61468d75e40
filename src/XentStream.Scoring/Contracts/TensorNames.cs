using System.Collections.Immutable;
using System.Text;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Contracts;

/// <summary>Which tensor of a payload has which role, by its name. A model calls its output what it likes: a rename tells that name.</summary>
public sealed class TensorNames
{
    private static readonly ImmutableArray<string> Own = ["logits", "log_probabilities", "probabilities", "label_log_probabilities", "labels", "weights"];

    private readonly ImmutableArray<string> names;
    private readonly ImmutableArray<byte[]> utf8;

    private TensorNames(ImmutableArray<string> names)
    {
        this.names = names;
        utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Each role under our own name.</summary>
    public static TensorNames Default { get; } = new(Own);

    /// <summary>Our names, in the order of the roles.</summary>
    public static IReadOnlyList<string> Known => Own;

    /// <summary>What is called otherwise: our name and theirs.</summary>
    public IEnumerable<(string Ours, string Theirs)> Renames => Own.Zip(names).Where(pair => pair.First != pair.Second);

    /// <summary>The name of a role in UTF-8.</summary>
    public ReadOnlySpan<byte> this[TensorRole role] => utf8[(int)role];

    /// <summary>The name of a role.</summary>
    public string TextOf(TensorRole role) => names[(int)role];

    /// <summary>Our names but for those that a model calls otherwise. A rename means that tensor and no other.</summary>
    /// <param name="renames">Pairs of one of <see cref="Known"/> and what the model calls it.</param>
    /// <returns>The names, or null where two roles would have the same.</returns>
    /// <exception cref="ArgumentException">A name of ours is not known.</exception>
    public static TensorNames? Of(IEnumerable<(string Ours, string Theirs)> renames)
    {
        var names = Own;
        foreach (var (ours, theirs) in renames)
        {
            var role = Own.IndexOf(ours);
            names = role < 0 ? throw new ArgumentException($"No tensor is called {ours} here.", nameof(renames)) : names.SetItem(role, theirs);
        }

        return names.SequenceEqual(Own) ? Default : names.Distinct().Count() == names.Length ? new TensorNames(names) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Renames.Select(rename => $"{rename.Ours}={rename.Theirs}"));
}
