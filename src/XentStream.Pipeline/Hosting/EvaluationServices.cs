using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Quarantine;

namespace XentStream.Pipeline.Hosting;

/// <summary>Puts the worker together.</summary>
public static class EvaluationServices
{
    /// <summary>Adds the worker and all that it needs. Logging, metrics and a clock come from the host.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services, WorkerSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<KafkaClients>()
        .AddSingleton<TopicSetup>()
        .AddSingleton<Deliveries>()
        .AddSingleton<JoinRebuild>()
        .AddSingleton<CommittedTotals>()
        .AddSingleton<PartitionLags>()
        .AddSingleton<JoinStates>()
        .AddSingleton<IncidentCounts>()
        .AddSingleton<QualityInstruments>()
        .AddSingleton<WorkerInstruments>()
        .AddSingleton<WorkerHealth>()
        .AddSingleton(provider => new WorkerState(
            provider.GetRequiredService<PartitionLags>(), provider.GetRequiredService<IncidentCounts>(), provider.GetRequiredService<JoinStates>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LaneParts>()
        .AddHostedService<GroupWatch>()
        .AddSingleton<EvaluationWorker>()
        .AddHostedService(provider => provider.GetRequiredService<EvaluationWorker>());

    /// <summary>Adds another worker to the same process, with settings of its own: what both commit is added up and shown together. Health is that of the first.</summary>
    public static IServiceCollection AddEvaluationBeside(this IServiceCollection services, WorkerSettings settings) => services.AddSingleton<IHostedService>(provider =>
    {
        var clients = ActivatorUtilities.CreateInstance<KafkaClients>(provider, settings);
        var parts = ActivatorUtilities.CreateInstance<LaneParts>(provider, settings, clients, new Deliveries(settings, clients), ActivatorUtilities.CreateInstance<JoinRebuild>(provider, settings, clients));
        var health = new WorkerHealth(settings, parts.Time);
        return ActivatorUtilities.CreateInstance<EvaluationWorker>(provider, parts, ActivatorUtilities.CreateInstance<TopicSetup>(provider, settings, clients), health);
    });

    /// <summary>Adds what looks into the quarantine of a worker, and feeds it again. Logging, metrics and a clock come from the host.</summary>
    public static IServiceCollection AddQuarantine(this IServiceCollection services, WorkerSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<CommittedTotals>()
        .AddSingleton<PartitionLags>()
        .AddSingleton<IncidentCounts>()
        .AddSingleton<WorkerInstruments>()
        .AddSingleton(provider => new HeldRecords(
            settings, provider.GetRequiredService<WorkerInstruments>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));

    /// <summary>Whether a thread of the worker ended by an exception, which is a bug.</summary>
    public static bool HasCrashed(this IServiceProvider services) => services.GetRequiredService<EvaluationWorker>().HasCrashed;
}
