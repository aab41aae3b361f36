using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Benchmarks.Stories;

/// <summary>
/// The first story that a process ever reads: parse, validate, compile. Each time in a process of its own, as it is built, and as it is
/// shipped, compiled for this machine ahead of time. The anchor in the same process is the JSON parser of .NET on the same bytes, first.
/// </summary>
internal static class ColdStart
{
    private const int Rounds = 5;

    /// <summary>What one process says; it lives for this one answer.</summary>
    public static int Answer(int chapters)
    {
        var document = LongStory.Of(chapters);
        var anchor = Measure(() => JsonDocument.Parse(document).Dispose());
        var ours = Measure(() => MustCompile(document));
        var again = Measure(() => MustCompile(document));
        Console.WriteLine(new JsonObject { ["anchor"] = anchor.Wall, ["cold"] = ours.Wall, ["coldCpu"] = ours.Cpu, ["again"] = again.Wall }.ToJsonString());
        return 0;
    }

    /// <summary>Milliseconds, medians over processes: the anchor, the first story by the wall and by the processor, the same story again.</summary>
    public static (double Anchor, double Cold, double ColdCpu, double Again) Run(string folder, int chapters)
    {
        var program = Path.Combine(folder, Path.GetFileName(Environment.ProcessPath!));
        var answers = Enumerable.Range(0, Rounds).Select(_ => JsonNode.Parse(TaleOfTwoEngines.Run(program, ["serve", "cold", $"{chapters}"]))!).ToList();
        return (Median("anchor"), Median("cold"), Median("coldCpu"), Median("again"));

        double Median(string name) => answers.Select(answer => (double)answer[name]!).Order().ElementAt(Rounds / 2);
    }

    /// <summary>This program once more, with the story engine as it is shipped.</summary>
    /// <returns>Its folder; the caller removes it.</returns>
    public static string AsShipped(string scratch)
    {
        var root = RootOf(AppContext.BaseDirectory);
        var engine = Path.Combine(scratch, "engine");
        TaleOfTwoEngines.Run("dotnet",
        [
            "publish", Path.Combine(root, "services", "Script", "Script.Core"), "--configuration", "Release", "--use-current-runtime", "--no-self-contained",
            "-p:PublishReadyToRun=true", "--output", engine, "--verbosity", "quiet", "--nologo",
        ]);
        var folder = Directory.CreateDirectory(Path.Combine(scratch, "program")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(engine, "*.dll"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return folder;
    }

    private static (double Wall, double Cpu) Measure(Action action)
    {
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        action();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    private static void MustCompile(byte[] document)
    {
        if (StoryDraft.Read(document) is { Graph: null } broken)
            throw new InvalidOperationException(string.Join("; ", broken.Diagnostics));
    }

    private static string RootOf(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "YotoSmartStream.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The measurement runs inside the repository.");
    }
}
