namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>Where data lies. A module with a connection string of its name uses PostgreSQL, every other one the SQLite file.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The folder of the standalone product's state: the SQLite file, audio objects, generated keys.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>Whether the process brings its tables up to date when it starts; in a cluster a one-shot job does it instead.</summary>
    public bool MigrateAtStart { get; init; } = true;

    public string SqliteFile => Path.Combine(Folder, "yoto-smart-stream.db");
}
