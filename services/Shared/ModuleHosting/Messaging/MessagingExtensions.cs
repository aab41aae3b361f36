using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

internal static class MessagingExtensions
{
    /// <summary>RabbitMQ when <c>ConnectionStrings:rabbitmq</c> is set; otherwise events are delivered within the process.</summary>
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventCatalog>();
        builder.Services.AddSingleton<OutboxSignals>();
        builder.Services.AddSingleton<EventDispatcher>();
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.AddSingleton<Feed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Feed>());

        if (builder.Configuration.GetConnectionString("rabbitmq") is { Length: > 0 } address)
        {
            builder.AddRabbitMq(address);
            builder.AddBackgroundWork<RabbitMqLiveFeed>();
            builder.Services.AddSingleton<ILiveFeed>(services => services.GetRequiredService<RabbitMqLiveFeed>());
        }
        else
        {
            builder.Services.AddSingleton<IEventTransport, InProcessTransport>();
            builder.Services.AddSingleton<ILiveFeed, InProcessLiveFeed>();
        }
    }
}
