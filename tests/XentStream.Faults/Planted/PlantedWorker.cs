using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Hosting;

namespace XentStream.Faults.Planted;

/// <summary>The worker with a delivery that has a planted bug; all the rest of it is as it is deployed.</summary>
internal static class PlantedWorker
{
    public static Task RunAsync(PlantedBug bug, int diesAt, string configurationFile)
    {
        var (settings, errors) = SettingsParser.Parse(new ConfigurationBuilder().AddJsonFile(configurationFile).Build());
        if (errors.Count > 0)
        {
            throw new InvalidDataException(string.Join('\n', errors));
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddEvaluation(settings)
            .AddSingleton(new Death(diesAt))
            .AddSingleton<Deliveries>(services => ActivatorUtilities.CreateInstance<PlantedDeliveries>(services, bug));
        if (bug == PlantedBug.StateNotRebuilt)
        {
            builder.Services.AddSingleton<JoinRebuild, ForgetfulRebuild>();
        }

        return builder.Build().RunAsync();
    }
}
