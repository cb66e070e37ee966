using System.Text;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>Reads every row that is bound to a run, once, all tables side by side in the order of the runs' ids.</summary>
internal static class StoreScan
{
    // What tables show of a run follows from its scores: no event binds it.
    private static readonly RunTable Summaries = new("summaries", "score_summaries", "run_id", "summary", "");

    /// <summary>The facts of each run that any table has rows of, whether or not there is such a run.</summary>
    /// <param name="connections">Each reads the runs of some of the ids, beside the others.</param>
    public static IReadOnlyDictionary<string, RunFacts> Read(IReadOnlyList<RowConnection> connections)
    {
        var parts = new IReadOnlyDictionary<string, RunFacts>[connections.Count];
        Background.ForAll([.. Enumerable.Range(0, parts.Length)], parts.Length, part => parts[part] = Read(connections[part], Bound(part, parts.Length), Bound(part + 1, parts.Length)));
        return parts.SelectMany(part => part).ToDictionary(StringComparer.Ordinal);
    }

    // Ids begin with digits of a hash, which are spread evenly; others fall into the first part or the last.
    private static string? Bound(int part, int parts) => part == 0 || part == parts ? null : FormattableString.Invariant($"{256 * part / parts:x2}");

    private static Dictionary<string, RunFacts> Read(RowConnection connection, string? first, string? end)
    {
        var cursors = RunTables.All.Append(Summaries).Select(table => new Cursor(table, connection, first, end)).ToList();
        var kept = cursors[^1];
        try
        {
            var runs = new Dictionary<string, RunFacts>(StringComparer.Ordinal);
            using var scores = new ScoreReader();
            while (Next(cursors) is { } run)
            {
                var facts = new RunFacts();
                runs.Add(Encoding.UTF8.GetString(run), facts);
                foreach (var cursor in cursors.Where(cursor => cursor != kept && cursor.IsAt(run)))
                {
                    Read(cursor, run, facts, scores);
                }

                Finish(kept, run, facts, scores);
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
        facts.Add(cursor.Table.Id, cursor.Digest.Take());
    }

    private static void Finish(Cursor kept, byte[] run, RunFacts facts, ScoreReader scores)
    {
        if (!kept.IsAt(run))
        {
            scores.Finish(facts, isKept: false, []);
            return;
        }

        scores.Finish(facts, isKept: true, kept.Rows.Utf8(1));
        kept.Advance();
    }

    private sealed class Cursor : IDisposable
    {
        public Cursor(RunTable table, RowConnection connection, string? first, string? end)
        {
            Table = table;
            Rows = connection.Read(table.OfRuns(first is not null, end is not null), [.. new[] { first, end }.OfType<string>()]);
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
