using System.Text;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>Reads every row that is bound to a run, once, all tables side by side in the order of the runs' ids.</summary>
internal static class StoreScan
{
    /// <summary>The facts of each run that any table has rows of, whether or not there is such a run.</summary>
    public static IReadOnlyDictionary<string, RunFacts> Read(SqliteConnection connection)
    {
        var cursors = RunTables.All.Select(table => new Cursor(table, connection)).ToList();
        try
        {
            var runs = new Dictionary<string, RunFacts>(StringComparer.Ordinal);
            using var scores = new ScoreReader();
            while (Next(cursors) is { } run)
            {
                var facts = new RunFacts();
                runs.Add(Encoding.UTF8.GetString(run), facts);
                foreach (var cursor in cursors.Where(cursor => cursor.IsAt(run)))
                {
                    Read(cursor, run, facts, scores);
                }

                scores.Finish(facts);
            }

            return runs;
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }
    }

    private static byte[]? Next(List<Cursor> cursors)
    {
        Cursor? first = null;
        foreach (var cursor in cursors.Where(cursor => !cursor.IsOver))
        {
            if (first is null || cursor.Run.SequenceCompareTo(first.Run) < 0)
            {
                first = cursor;
            }
        }

        return first?.Run.ToArray();
    }

    private static void Read(Cursor cursor, byte[] run, RunFacts facts, ScoreReader scores)
    {
        Action<RowReader, RunFacts>? look = cursor.Table.Id switch
        {
            RunTables.Images => scores.Image,
            RunTables.Scores => scores.Score,
            RunTables.Measures => scores.Measure,
            RunTables.Metrics => MetricReader.Metric,
            _ => null,
        };
        do
        {
            cursor.Digest.Add(cursor.Rows);
            look?.Invoke(cursor.Rows, facts);
        }
        while (cursor.Advance() && cursor.IsAt(run));
        facts.Digests.Add(cursor.Table.Id, cursor.Digest.Take());
    }

    private sealed class Cursor : IDisposable
    {
        public Cursor(RunTable table, SqliteConnection connection)
        {
            Table = table;
            Rows = new RowReader(connection, table.All);
            Advance();
        }

        public RunTable Table { get; }

        public RowReader Rows { get; }

        public RowDigest Digest { get; } = new();

        public bool IsOver { get; private set; }

        public ReadOnlySpan<byte> Run => Rows.Utf8(0);

        public bool IsAt(ReadOnlySpan<byte> run) => !IsOver && Run.SequenceEqual(run);

        public bool Advance() => !(IsOver = !Rows.Read());

        public void Dispose()
        {
            Rows.Dispose();
            Digest.Dispose();
        }
    }
}
