using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Status;
using XentStream.Telemetry;

namespace XentStream.Hosting;

/// <summary>The worker with its web server: the composition of the program.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How long the worker may take for a last commit and for leaving its group: less than the half minute after which an orchestrator kills it.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(25);

    private readonly WebApplication app;
    private readonly int wantedPort;

    private WorkerHost(WebApplication app, int wantedPort) => (this.app, this.wantedPort) = (app, wantedPort);

    /// <summary>All that the worker is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The port on which the status page, metrics and health are served, once it has started.</summary>
    public int Port => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>Whether a thread of the worker ended by an exception, which is a bug.</summary>
    public bool HasCrashed => app.Services.HasCrashed();

    /// <summary>Puts it together.</summary>
    /// <param name="configuration">The configuration, for logging.</param>
    /// <param name="settings">What the worker does.</param>
    /// <param name="beside">What another worker in the same process does, whose numbers are shown with its own, or null.</param>
    public static WorkerHost Build(IConfiguration configuration, WorkerSettings settings, WorkerSettings? beside = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, settings.Http.Port));
        AddLogging(builder.Logging, configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddEvaluation(settings);
        if (beside is not null)
        {
            builder.Services.AddEvaluationBeside(beside);
        }

        builder.Services.AddTelemetry(settings);
        builder.Services.AddStatus();

        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        app.MapHealth();
        app.MapStatus();
        return new WorkerHost(app, settings.Http.Port);
    }

    /// <summary>Starts it.</summary>
    /// <returns>False where the port is in use.</returns>
    public async Task<bool> TryStartAsync(CancellationToken stop)
    {
        // Asked first, since a host that fails to start writes a stack trace of its own to the log.
        if (!IsFree(wantedPort))
        {
            return false;
        }

        try
        {
            await app.StartAsync(stop);
            return true;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return false;
        }
    }

    /// <summary>Waits until it is stopped, by a signal or by itself.</summary>
    public Task WaitAsync(CancellationToken stop) => app.WaitForShutdownAsync(stop);

    /// <summary>Stops it after a last commit.</summary>
    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    /// <summary>Results go to standard output, so everything else goes to standard error. Logging:Console:FormatterName=json makes the lines structured.</summary>
    public static void AddLogging(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat, line.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true));
        logging.AddJsonConsole(line => (line.TimestampFormat, line.UseUtcTimestamp, line.JsonWriterOptions) = ("yyyy-MM-ddTHH:mm:ss.fffZ", true, Readable));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = configuration["Logging:Console:FormatterName"] ?? ConsoleFormatterNames.Simple);
    }
}
