using System.IO.Abstractions;
using Dapper;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>SQLite's own check of a store's database, through a connection of its own: of gigabytes it takes seconds.</summary>
internal static class DatabaseCheck
{
    // The full check reads every index entry against its row: minutes for a store of gigabytes.
    private const long FullCheckBytes = 1L << 28;

    /// <summary>What SQLite says, line by line: <c>ok</c> alone where nothing is wrong.</summary>
    public static IReadOnlyList<string> Run(string folder, IFileSystem fileSystem)
    {
        var bytes = fileSystem.FileInfo.New(fileSystem.Path.Combine(folder, StoreDatabase.FileName)).Length;
        using var connection = StoreDatabase.OpenUntouched(folder);
        return connection.Query<string>(bytes <= FullCheckBytes ? "PRAGMA integrity_check" : "PRAGMA quick_check").ToList();
    }
}
