using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace YotoSmartStream.ServiceDefaults;

/// <summary>
/// The product's own spans and meters, and their export over OTLP. Export is on when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set;
/// the exporter reads that and its sibling variables itself.
/// </summary>
public static class Telemetry
{
    public const string Name = "YotoSmartStream";

    /// <summary>Spans of MQTT messages, outbox deliveries and port calls.</summary>
    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    internal static void AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        var resource = ResourceBuilder.CreateDefault().AddService(serviceName, serviceNamespace: Name);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.SetResourceBuilder(resource);
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Name, "Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Npgsql")
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "MassTransit", "Npgsql")
            .AddOtlpExporter()
            .Build());
        builder.Services.AddHostedService<TelemetryProviders>();
    }

    /// <summary>Creates the providers at start; the container disposes, and so flushes, them at the end.</summary>
    private sealed class TelemetryProviders(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(FlushMilliseconds);
            metrics.ForceFlush(FlushMilliseconds);
            return Task.CompletedTask;
        }

        private const int FlushMilliseconds = 2_000;
    }
}
