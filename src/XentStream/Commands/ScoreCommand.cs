using System.CommandLine;
using XentStream.Encodings.Selection;
using XentStream.Output;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Commands;

/// <summary>Decodes, checks and scores payload files: steps 2 to 5 of the way of the data, without Kafka.</summary>
internal static class ScoreCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Payload files; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print a line with a JSON object for each file." };
        var command = new Command("score", "Decode, check and score payload files. Exit code 3 where a batch is rejected.\n\nExample: xentstream score batch.safetensors") { files, json };
        command.SetAction(arguments => Score(arguments.GetRequiredValue(files), arguments.GetValue(json)));
        return command;
    }

    private static int Score(string[] files, bool asJson)
    {
        var contract = new Contract();
        var evaluator = new BatchEvaluator(_ => contract, PayloadEncoding.Safetensors, TimeProvider.System);
        var exitCode = ExitCode.Done;
        foreach (var file in files)
        {
            if (ReadPayload(file) is not { } payload)
            {
                return Complaint.Usage($"There is no readable file `{file}`. Name payload files, or - for standard input.");
            }

            var evaluation = evaluator.Evaluate(payload, isMissing: false, default);
            if (asJson)
            {
                EvaluationJson.Write(Console.Out, file, evaluation);
            }
            else
            {
                EvaluationText.Write(Console.Out, file, evaluation);
            }

            exitCode = evaluation.Status == BatchStatus.Rejected ? ExitCode.Rejected : exitCode;
        }

        return exitCode;
    }

    private static byte[]? ReadPayload(string file)
    {
        try
        {
            return file == StandardInput ? ReadStandardInput() : File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] ReadStandardInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
