using System.CommandLine;
using XentStream.Configuration;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Faults;

namespace XentStream.Commands;

/// <summary>Validates the configuration, and prints the effective one with where each value comes from; or what can be in it.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var options = new ConfigurationOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON without comments, with the sources beside the values." };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON schema of appsettings.json, for editors: name it there as \"$schema\"." };
        var command = new Command("config", "Validate the configuration and print what is in force, without secrets, and where each value comes from.\n\nExample: xentstream config --set Kafka:BootstrapServers=localhost:9092 --set Topics:Input=predictions") { json, schema };
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            if (arguments.GetValue(schema))
            {
                Console.Out.Write(SettingsSchema.Text);
                return ExitCode.Done;
            }

            var (configuration, settings, errors) = options.Read(arguments);
            if (errors.Count > 0)
            {
                return Complaint.Configuration(errors);
            }

            var sourced = new SourcedSettings(settings, new SettingSources(configuration));
            Console.Out.WriteLine(arguments.GetValue(json) ? sourced.Json : string.Join(Environment.NewLine, sourced.Lines));
            NoteCollisions(settings);
            return ExitCode.Done;
        });
        return command;
    }

    private static void NoteCollisions(WorkerSettings settings)
    {
        foreach (var (model, contract) in settings.Contracts)
        {
            if (IgnoreIndexCollides.Find(contract) is { } fault)
            {
                Console.Error.WriteLine($"{fault.Code.Name} (note): in the contract of `{model}`: {fault.Wrong} {fault.Fix}");
            }
        }
    }
}
