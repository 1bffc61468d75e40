using System.Text;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests;

/// <summary>What both halves of decoding made of a payload.</summary>
internal ref struct Decoded
{
    public DecodedPayload Payload;
    public TensorBatch Tensors;

    public readonly string Model => Encoding.UTF8.GetString(Payload.Model);

    public readonly string Version => Encoding.UTF8.GetString(Payload.Version);
}
