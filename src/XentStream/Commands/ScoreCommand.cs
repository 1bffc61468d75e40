using System.CommandLine;
using XentStream.Configuration;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;

namespace XentStream.Commands;

/// <summary>Decodes, checks and scores payload files: steps 2 to 5 of the way of the data, without Kafka.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Payload files; - is standard input.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(argument =>
        {
            foreach (var token in argument.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != PayloadReader.StandardInput))
            {
                argument.AddError($"There is no option `{token.Value}`. A file of that name is written `./{token.Value}`.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print a line with a JSON object for each file." };
        var rows = new Option<bool>("--rows") { Description = "Print the loss of each row too." };
        var encoding = new Option<string?>("--encoding") { Description = $"The encoding where no header names it: {string.Join(", ", PayloadEncodings.Declarations.Select(known => known.Name))}. Default: safetensors." };
        encoding.AcceptOnlyFromAmong([.. PayloadEncodings.Declarations.Select(known => known.Name)]);
        var headers = new HeaderOption();
        var contract = new ContractOptions();
        var command = new Command("score", "Decode, check and score payload files. Exit code 3 where a batch is rejected.\n\nExample: xentstream score batch.safetensors --classes 10") { files, json, rows, encoding };
        headers.AddTo(command);
        contract.AddTo(command);
        command.SetAction(arguments =>
        {
            var (contractOf, errors) = contract.Read(arguments);
            if (errors.Count > 0)
            {
                return Complaint.Configuration(errors);
            }

            var (asJson, withRows, read) = (arguments.GetValue(json), arguments.GetValue(rows), headers.ReadAll(arguments));
            var declared = PayloadEncodings.Declarations.First(known => known.Name == (arguments.GetValue(encoding) ?? known.Name)).Encoding;
            return Print(FileScorer.ScoreAll(arguments.GetRequiredValue(files), () => new FileScorer(contractOf, withRows) { Headers = read, Declared = declared, AsJson = asJson }));
        });
        return command;
    }

    private static int Print(IEnumerable<ScoredFile> files)
    {
        var exitCode = ExitCode.Done;
        foreach (var file in files)
        {
            if (file.Status is null)
            {
                return Complaint.Usage(file.Text);
            }

            Console.Out.Write(file.Text);
            exitCode = file.Status == BatchStatus.Rejected ? ExitCode.Rejected : exitCode;
        }

        return exitCode;
    }
}
