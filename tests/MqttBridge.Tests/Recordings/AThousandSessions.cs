namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>Recorded once for all tests of a class.</summary>
public sealed class AThousandSessions : IAsyncLifetime
{
    internal IReadOnlyList<RecordedSession> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using var recorder = await Recorder.StartAsync();
        var sessions = new List<RecordedSession>();
        for (var seed = 0; seed < 1_000; seed++) sessions.Add(await recorder.RecordAsync(seed));
        All = sessions;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
