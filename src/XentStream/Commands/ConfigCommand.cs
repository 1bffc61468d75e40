using System.CommandLine;
using XentStream.Configuration;

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
            return ExitCode.Done;
        });
        return command;
    }
}
