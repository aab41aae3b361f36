using System.Reflection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>Brings a call of a port to its implementation, near or far.</summary>
internal interface IPortInvoker
{
    /// <typeparam name="T">The value of the method's <c>Result&lt;T&gt;</c>.</typeparam>
    Task<Result<T>> InvokeAsync<T>(MethodInfo method, IPortRequest request, CancellationToken cancellationToken);
}

/// <summary>Implements a port's interface by handing each call to an invoker.</summary>
internal class PortProxy : DispatchProxy
{
    private IPortInvoker _invoker = null!;

    public static TPort Create<TPort>(IPortInvoker invoker)
        where TPort : class
    {
        var proxy = Create<TPort, PortProxy>();
        ((PortProxy)(object)proxy)._invoker = invoker;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments)
    {
        if (arguments is not [IPortRequest request, CancellationToken cancellationToken])
            throw new InvalidOperationException($"A port's method takes a request and a cancellation token: {method?.Name}.");
        return typeof(IPortInvoker).GetMethod(nameof(IPortInvoker.InvokeAsync))!
            .MakeGenericMethod(ValueType(method!))
            .Invoke(_invoker, [method, request, cancellationToken]);
    }

    /// <summary>The <c>T</c> of <c>Task&lt;Result&lt;T&gt;&gt;</c>.</summary>
    public static Type ValueType(MethodInfo method)
    {
        var result = method.ReturnType.GetGenericArguments() is [{ IsGenericType: true } only] ? only : null;
        return result is not null && result.GetGenericTypeDefinition() == typeof(Result<>)
            ? result.GetGenericArguments()[0]
            : throw new InvalidOperationException($"A port's method answers Task<Result<T>>: {method.Name}.");
    }
}
