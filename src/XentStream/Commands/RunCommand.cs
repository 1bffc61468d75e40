using System.CommandLine;
using XentStream.Configuration;
using XentStream.Hosting;

namespace XentStream.Commands;

/// <summary>Runs the worker until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new ConfigurationOptions();
        var command = new Command("run", "Run the worker: evaluate topics until it is stopped.\n\nExample: xentstream run --set Kafka:BootstrapServers=localhost:9092 --set Topics:Input=predictions");
        options.AddTo(command);
        command.SetAction(async (arguments, stop) =>
        {
            var (configuration, settings, errors) = options.Read(arguments);
            if (errors.Count > 0)
            {
                return Complaint.Configuration(errors);
            }

            await using var host = WorkerHost.Build(configuration, settings);
            if (!await host.TryStartAsync(stop))
            {
                return Complaint.Usage($"Port {settings.Http.Port} is in use. Choose another with --set Http:Port=…, or 0 for any free one.");
            }

            await host.WaitAsync(stop);
            return host.HasCrashed ? ExitCode.Bug : ExitCode.Done;
        });
        return command;
    }
}
