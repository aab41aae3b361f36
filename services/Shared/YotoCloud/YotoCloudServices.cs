using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using YotoSmartStream.YotoCloud.Http;
using YotoSmartStream.YotoCloud.OAuth;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.YotoCloud;

public static class YotoCloudServices
{
    /// <summary>
    /// Adds <see cref="YotoOAuthClient"/> and <see cref="YotoApiClient"/>, both singletons. Calling it again does nothing:
    /// in the standalone host several modules speak to Yoto.
    /// </summary>
    public static IServiceCollection AddYotoCloud(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(YotoHttp))) return services;

        services.AddOptions<YotoCloudOptions>().BindConfiguration(YotoCloudOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<YotoHttp>();
        services.AddSingleton(provider => new YotoOAuthClient(
            provider.GetRequiredService<YotoHttp>(), provider.GetRequiredService<IOptions<YotoCloudOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new YotoApiClient(
            provider.GetRequiredService<YotoHttp>(), provider.GetRequiredService<IOptions<YotoCloudOptions>>()));
        services.AddHttpClient(YotoHttp.ClientName)
            .ConfigureHttpClient((provider, client) =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;      // The pipeline bounds each attempt and the whole call.
                client.MaxResponseContentBufferSize = provider.GetRequiredService<IOptions<YotoCloudOptions>>().Value.MaxResponseBytes;
            })
            // Yoto's API does not redirect; following one would carry us to a place that the answer chose (security S28).
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services;
    }
}
