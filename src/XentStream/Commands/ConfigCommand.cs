using System.CommandLine;
using XentStream.Configuration;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Faults;

namespace XentStream.Commands;

/// <summary>Validates the configuration, and prints the effective one.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var options = new ConfigurationOptions();
        var command = new Command("config", "Validate the configuration and print what is in force, without secrets.\n\nExample: xentstream config --set Kafka:BootstrapServers=localhost:9092 --set Topics:Input=predictions");
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            var (_, settings, errors) = options.Read(arguments);
            if (errors.Count > 0)
            {
                return Complaint.Configuration(errors);
            }

            Console.Out.WriteLine(SettingsJson.Write(settings));
            foreach (var (model, contract) in settings.Contracts)
            {
                if (IgnoreIndexCollides.Find(contract) is { } fault)
                {
                    Console.Error.WriteLine($"{fault.Code.Name} (note): in the contract of `{model}`: {fault.Wrong} {fault.Fix}");
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
