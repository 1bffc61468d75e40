using XentStream.Pipeline.Evaluating;

namespace XentStream.Output;

/// <summary>Prints what became of payloads, for people or as JSON.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether as JSON.</param>
/// <param name="rowLosses">The losses of the rows of the last payload, or null where they are not asked for.</param>
internal sealed class ScorePrinter(TextWriter output, bool asJson, IReadOnlyList<double>? rowLosses)
{
    public void Print(string file, Evaluation evaluation)
    {
        if (asJson)
        {
            EvaluationJson.Write(output, file, evaluation, rowLosses);
        }
        else
        {
            EvaluationText.Write(output, file, evaluation, rowLosses);
        }
    }
}
