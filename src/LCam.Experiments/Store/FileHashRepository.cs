using System.Collections.Concurrent;
using Dapper;
using LCam.Images;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Content hashes of files that have not changed since they were read, by path, size and modification time.</summary>
public sealed class FileHashRepository(StoreDatabase database) : IContentHashCache
{
    private readonly ConcurrentQueue<(FileStamp Stamp, string Hash)> _added = new();

    // Prepared once: a start asks for every image of a data set.
    private SqliteCommand? _find;

    public string? Find(FileStamp stamp) => database.Read(connection =>
    {
        if (_find is null)
        {
            _find = connection.CreateCommand();
            _find.CommandText = "SELECT sha256 FROM file_hashes WHERE path = $path AND bytes = $bytes AND modified = $modified";
            _find.Parameters.Add("$path", SqliteType.Text);
            _find.Parameters.Add("$bytes", SqliteType.Integer);
            _find.Parameters.Add("$modified", SqliteType.Integer);
        }

        (_find.Parameters[0].Value, _find.Parameters[1].Value, _find.Parameters[2].Value) = (stamp.Path, stamp.Size, stamp.ModifiedUtcTicks);
        return _find.ExecuteScalar() as string;
    });

    public void Add(FileStamp stamp, string hash) => _added.Enqueue((stamp, hash));

    /// <summary>As <see cref="Save"/>, where a failure is left to the next call: what was not written is kept.</summary>
    public void TrySave()
    {
        try
        {
            Save();
        }
        catch (Exception failure) when (failure is ProblemException or SqliteException)
        {
        }
    }

    /// <summary>Writes what was added since the last call.</summary>
    public void Save()
    {
        var added = new List<(FileStamp Stamp, string Hash)>();
        while (_added.TryDequeue(out var next))
        {
            added.Add(next);
        }

        if (added.Count == 0)
        {
            return;
        }

        try
        {
            Write(added);
        }
        catch
        {
            added.ForEach(_added.Enqueue);
            throw;
        }
    }

    private void Write(List<(FileStamp Stamp, string Hash)> added) =>
        database.Write((connection, transaction) => connection.Execute(
            """
            INSERT INTO file_hashes (path, bytes, modified, sha256) VALUES (@Path, @Size, @ModifiedUtcTicks, @Hash)
            ON CONFLICT (path) DO UPDATE SET bytes = excluded.bytes, modified = excluded.modified, sha256 = excluded.sha256
            """,
            added.Select(one => new { one.Stamp.Path, one.Stamp.Size, one.Stamp.ModifiedUtcTicks, one.Hash }),
            transaction));
}
