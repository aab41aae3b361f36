using YotoSmartStream.StoryDriver;
using YotoSmartStream.StoryDriver.Products;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Scenarios;

/// <summary>The product in one shape with a household that can play; the scenarios of a class share it, one after the other.</summary>
public abstract class RunningProduct : IAsyncLifetime
{
    /// <summary>Slow enough that a five-second bridge covers the way from the knob to the command even in a process that has just been started.</summary>
    private const double Speed = 2;
    private readonly TemporaryFolder _wishes = new();
    private Product _product = null!;

    public PreparedHousehold Household { get; private set; } = null!;

    /// <summary>What the product tells an operator's collector.</summary>
    public OtlpReceiver Telemetry { get; private set; } = null!;

    /// <summary>Whoever writes a step into this file lets the process that passes it die there.</summary>
    public string CrashWish => _wishes.File("crash-at");

    public async ValueTask InitializeAsync()
    {
        Telemetry = await OtlpReceiver.StartAsync();
        _product = await CreateAsync(await YotoSimulator.StartAsync(Speed, players: 2));
        await _product.StartAsync(TestContext.Current.CancellationToken);
        Household = await PreparedHousehold.PrepareAsync(_product);
    }

    public async ValueTask DisposeAsync()
    {
        Household?.Client.Dispose();
        await _product.DisposeAsync();
        await Telemetry.DisposeAsync();
        _wishes.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Product> CreateAsync(YotoSimulator simulator);
}

public sealed class RunningStandalone : RunningProduct
{
    protected override Task<Product> CreateAsync(YotoSimulator simulator) => Task.FromResult<Product>(new StandaloneProduct(simulator) { Telemetry = Telemetry.Address, CrashWish = CrashWish });
}

public sealed class RunningDistributed : RunningProduct
{
    protected override async Task<Product> CreateAsync(YotoSimulator simulator) => await DistributedProduct.CreateAsync(simulator, Telemetry.Address, CrashWish);
}
