using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>Tables, columns, keys and indexes in snake_case, as the seed names them.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableEntityType entity)
    {
        if (!entity.IsMappedToJson() && entity.GetTableName() is { } table) entity.SetTableName(Of(table));
        foreach (var property in entity.GetProperties())
        {
            if (!entity.IsMappedToJson()) property.SetColumnName(Of(property.GetColumnName()));
        }

        foreach (var key in entity.GetKeys()) key.SetName(Of(key.GetName() ?? ""));
        foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Of(index.GetDatabaseName() ?? ""));
        foreach (var foreignKey in entity.GetForeignKeys()) foreignKey.SetConstraintName(Of(foreignKey.GetConstraintName() ?? ""));
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
