namespace XentStream.Encodings.Safetensors;

/// <summary>The names of the roles.</summary>
internal static class TensorRoles
{
    /// <summary>The role of a name in UTF-8.</summary>
    public static TensorRole Of(ReadOnlySpan<byte> name)
    {
        for (var role = TensorRole.Logits; role < TensorRole.Other; role++)
        {
            if (name.SequenceEqual(NameOf(role)))
            {
                return role;
            }
        }

        return TensorRole.Other;
    }

    /// <summary>The name of a role in UTF-8.</summary>
    public static ReadOnlySpan<byte> NameOf(TensorRole role) => role switch
    {
        TensorRole.Logits => "logits"u8,
        TensorRole.LogProbabilities => "log_probabilities"u8,
        TensorRole.Probabilities => "probabilities"u8,
        TensorRole.LabelLogProbabilities => "label_log_probabilities"u8,
        TensorRole.Labels => "labels"u8,
        TensorRole.Weights => "weights"u8,
        _ => default,
    };
}
