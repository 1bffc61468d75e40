using TorchSharp;

namespace XentStream.Benchmarks.Report;

/// <summary>PyTorch's own library: <c>cross_entropy</c> on one thread, over the same memory.</summary>
internal static class LibtorchPeer
{
    public static double CrossEntropy(LogitData data)
    {
        torch.set_num_threads(1);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var scores = torch.from_array(data.Logits).reshape(data.Rows, data.Classes);
        return torch.nn.functional.cross_entropy(scores, torch.from_array(data.Labels)).item<float>();
    }
}
