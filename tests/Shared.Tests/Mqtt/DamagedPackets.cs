using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>What a hostile or broken network can send must never crash us, nor keep us busy.</summary>
public sealed class DamagedPackets
{
    private const int PacketCount = 1_000_000;
    private const int ConversationCount = 5_000;
    private const int LongestPacket = 256 * 1024;
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(1);

    private readonly Mutants _mutants = new(Mutants.AnySeed());

    [Fact]
    public void A_million_damaged_packets_are_decoded_or_refused_and_none_costs_much()
    {
        var workers = Environment.ProcessorCount;
        var refused = 0;

        Parallel.For(0, workers, worker =>
        {
            var random = new Random(_mutants.Seed + worker);
            var output = new ArrayBufferWriter<byte>(LongestPacket);
            for (var i = worker; i < PacketCount; i += workers)
            {
                if (!Judge(_mutants.Next(random), chunk: random.Next(1, 64), output)) Interlocked.Increment(ref refused);
            }
        });

        Assert.InRange(refused, PacketCount / 10, PacketCount * 9 / 10);   // Otherwise the damages teach nothing.
    }

    [Fact]
    public async Task A_broker_outlives_thousands_of_damaged_conversations()
    {
        using var log = new FailureLog();
        await using var broker = new MqttBroker(new PermissiveMqttBrokerPolicy(), new MqttBrokerOptions(), TimeProvider.System, log.CreateLogger<MqttBroker>());
        var random = new Random(_mutants.Seed);
        var closures = new ConcurrentDictionary<string, int>();
        using var observing = broker.OnDisconnected((_, closure) => closures.AddOrUpdate(closure.Code, 1, (_, count) => count + 1));

        for (var i = 0; i < ConversationCount; i++)
        {
            try
            {
                await broker.ServeAsync(new ABlindEnd(AConversation(random)), CancellationToken.None).WaitAsync(Deadline.Token());
            }
            catch (Exception exception)
            {
                Assert.Fail($"Conversation {i} of seed {_mutants.Seed} ended in {exception}");
            }
        }

        Assert.True(log.Failures.IsEmpty, $"Seed {_mutants.Seed}: {string.Join('\n', log.Failures)}");
        Assert.Empty(broker.Clients);
        Assert.Contains(MqttErrorCodes.Truncated, closures.Keys);
        Assert.Contains(MqttErrorCodes.UnexpectedPacket, closures.Keys);
        Assert.DoesNotContain(MqttErrorCodes.Failure, closures.Keys);
    }

    /// <summary>False when a packet was refused. What is decoded is something that could have been sent.</summary>
    private bool Judge(byte[] bytes, int chunk, ArrayBufferWriter<byte> output)
    {
        var (accepted, took) = Decode(bytes, chunk, output);
        if (took > LongestTime) (_, took) = Decode(bytes, chunk, output);   // The machine may have stood still; the packet would be slow again.
        Assert.True(took < LongestTime, $"Seed {_mutants.Seed}: {Convert.ToHexString(bytes)} took {took}.");
        return accepted;
    }

    private (bool Accepted, TimeSpan Took) Decode(byte[] bytes, int chunk, ArrayBufferWriter<byte> output)
    {
        var rest = Segments.Of(bytes, chunk);
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var accepted = true;
        try
        {
            while (MqttDecoder.TryDecode(ref rest, LongestPacket, out var packet))
            {
                output.ResetWrittenCount();
                MqttEncoder.Encode(packet, output);
            }
        }
        catch (MqttProtocolException)
        {
            accepted = false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"Seed {_mutants.Seed}: {Convert.ToHexString(bytes)} ended in {exception}");
        }

        var took = Stopwatch.GetElapsedTime(started);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Assert.True(allocated < 16 * 1024 + 100 * bytes.Length, $"Seed {_mutants.Seed}: {Convert.ToHexString(bytes)} cost {allocated} bytes.");
        return (accepted, took);
    }

    /// <summary>A proper beginning, so that damages reach every part of the broker, then packets of which every second is damaged.</summary>
    private byte[] AConversation(Random random)
    {
        var connect = new ConnectPacket { ClientId = random.Next(8).ToString(CultureInfo.InvariantCulture), CleanSession = random.Next(2) == 0 };
        List<byte> bytes = [.. APacket.Encode(connect)];
        for (var packets = random.Next(1, 10); packets > 0; packets--) bytes.AddRange(random.Next(2) == 0 ? _mutants.Next(random) : _mutants.AnOriginal(random));
        return [.. bytes];
    }

    private sealed class FailureLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Failures { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Failures.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
