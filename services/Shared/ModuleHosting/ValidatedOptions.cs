using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace YotoSmartStream.ModuleHosting;

public static class ValidatedOptions
{
    /// <summary>Binds a section and validates it at start, so that a wrong setting stops the process with a sentence.</summary>
    public static void AddValidatedOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>()
            .Bind(builder.Configuration.GetSection(section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
