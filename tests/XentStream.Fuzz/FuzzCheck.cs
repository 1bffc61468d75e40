using System.Diagnostics;
using XentStream.Encodings;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Fuzz;

/// <summary>What must hold for any input.</summary>
public static class FuzzCheck
{
    // A decoder of its own with its first buffers, the exception of the JSON reader, and the sentences of a fault.
    private const long Slack = 32 * 1024;

    // Of a payload of some kilobytes: no machine is so busy three times in a row.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);
    private static readonly Contract Contract = new() { Squeeze = true };

    /// <summary>Tries an input.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    public static void Run(FuzzTarget target, FuzzInput input)
    {
        var (fault, excess) = Decode(target, input);
        for (var tries = 1; excess is not null; tries++)
        {
            // The machine may have been busy with something else, or something was set up for the first time; but hardly thrice.
            if (tries == 3)
            {
                throw new InvalidOperationException(excess);
            }

            (fault, excess) = Decode(target, input);
        }

        if (fault is null && target.IsRefused?.Invoke(input) == true)
        {
            throw new InvalidOperationException("Accepted, though the official parser refuses it.");
        }
    }

    private static (Fault? Fault, string? Excess) Decode(FuzzTarget target, FuzzInput input)
    {
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoder = new PayloadDecoder();
        TensorBatch tensors = default;
        var fault = decoder.Read(input.Payload, input.ReadHeaders(), target.Encoding, out var decoded) ?? decoder.Select(decoded, Contract, out tensors);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (fault is null)
        {
            new BatchScorer().Score(tensors, Contract);
        }

        var duration = Stopwatch.GetElapsedTime(start);
        return (fault, duration > Hang ? $"Took {duration}." : allocated > (2L * input.Payload.Length) + Slack ? $"Allocated {allocated} bytes for {input.Payload.Length}." : null);
    }
}
