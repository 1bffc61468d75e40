using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>
/// Index labels of the scores' rank, four or more, with an axis of 3 or 4 more than the map: the picture of a mask. Where each pixel has a single 1 and the
/// channels are as many as the classes, they are one-hot instead.
/// </summary>
internal sealed class LabelHasColorChannels : IRule
{
    public FaultCode Code => FaultCode.LabelHasColorChannels;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsIndex || batch.Y.Rank != batch.L.Rank || batch.Y.Rank < 4 || ChannelsOf(batch.Y, batch.S) is not { } axis)
        {
            return null;
        }

        if (batch.Y[axis] == batch.C && OneHotRows.Indices(batch, axis) is { } indices)
        {
            return new Finding(OneHotRows.Given(batch, axis), indices);
        }

        var isRepeated = IsRepeated(new AxisLines(batch.Labels, axis));
        return new Fault(
            Code,
            $"Label map {batch.Y} has {batch.Y[axis]} channels{(isRepeated ? ", all equal" : "")}; expected class ids of shape {batch.S}.",
            isRepeated ? "The class id is repeated in every channel: a grey mask was loaded as a colour picture." : "An RGB(A) picture was loaded as the mask.",
            isRepeated ? "Keep one channel." : "Map colours to class ids, and send one channel.")
        { Certainty = Certainty.Likely };
    }

    private static int? ChannelsOf(TensorShape labels, TensorShape map)
    {
        foreach (var axis in (ReadOnlySpan<int>)[labels.Rank - 1, 1])
        {
            if (labels[axis] is 3 or 4 && labels.Without(axis) == map)
            {
                return axis;
            }
        }

        return null;
    }

    private static bool IsRepeated(AxisLines pixels)
    {
        for (var line = 0L; line < pixels.Count; line++)
        {
            var channels = pixels[line];
            for (var c = 1; c < Math.Min(channels.Classes, 3); c++)
            {
                if (channels[c] != channels[0])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
