namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>What was measured beside its anchor of the same run, and how that compares with the limit.</summary>
internal sealed class ResultTable(string what, string unit)
{
    private readonly List<string[]> _rows = [["", "median", "p99", "n", "x anchor", "limit", "aim"]];

    /// <summary>Times: less is better.</summary>
    public void Compare(string name, IReadOnlyCollection<double> measured, string anchorName, IReadOnlyCollection<double> anchor, double limit, double aim)
    {
        _rows.Add([name, Number(Percentile(measured, 0.5)), Number(Percentile(measured, 0.99)), $"{measured.Count}", Number(Percentile(measured, 0.5) / Percentile(anchor, 0.5)), $"<= {limit}", $"{aim}"]);
        _rows.Add([$"  anchor: {anchorName}", Number(Percentile(anchor, 0.5)), Number(Percentile(anchor, 0.99)), $"{anchor.Count}", "1", "", ""]);
    }

    /// <summary>Anything else, already in words.</summary>
    public void Add(string name, double value, string limit = "", string ratio = "") => _rows.Add([name, Number(value), "", "", ratio, limit, ""]);

    public void Print()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine($"{what} ({unit}), load average {File.ReadAllText("/proc/loadavg")[..4]}");
        foreach (var row in _rows) Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    public static string Number(double value) => value >= 100 ? $"{value:0}" : $"{value:0.00}";

    private static double Percentile(IReadOnlyCollection<double> values, double share) =>
        values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * share));
}
