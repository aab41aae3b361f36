using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Contracts;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Architecture.Tests;

/// <summary>The list of who listens to what, from which publishers declare queues, against what the modules really register.</summary>
public sealed class EventSubscriptions
{
    [Fact]
    public void The_list_of_subscriptions_names_every_handler_that_a_module_registers_and_no_other()
    {
        var listed = Subscriptions.All.Select(subscription => $"new(typeof({subscription.EventType.Name}), \"{subscription.Handler}\"),").Order().ToList();

        Assert.Equal(Registered(), listed);
    }

    private static List<string> Registered()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddModules("standalone", [.. TheProduct.Modules]);
        return [.. builder.Services
            .Where(service => service.ServiceType == typeof(EventHandlerRegistration))
            .Select(service => (EventHandlerRegistration)service.ImplementationInstance!)
            .Select(handler => $"new(typeof({handler.EventType.Name}), \"{handler.Handler}\"),")
            .Order()];
    }
}
