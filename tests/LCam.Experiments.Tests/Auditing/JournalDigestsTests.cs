using Dapper;
using LCam.Evaluation;
using LCam.Experiments.Auditing;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;
using LCam.Sanity;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What a journal tells of is what it becomes in a store.</summary>
public sealed class JournalDigestsTests
{
    [Fact]
    public void A_journals_digests_are_those_of_the_rows_that_it_becomes()
    {
        JournalEntry[] entries =
        [
            new StartEntry(4, "steps", 0), new StretchEntry(0, "{}"), new SeedEntry("train", 7), new SeedEntry("shuffle", -1),
            Step(0, 0, 1.5), Step(0, 1, double.NaN), new EpochEntry(0, 1, Metrics(1)), Step(1, 2, -0.0), new CheckpointEntry(1, 3, "c", "d"),

            // Gone on with after an interruption: what was said before counts no more.
            new StretchEntry(2, "{ }", Host: "é"), Step(1, 2, 0.25), Step(1, 10, 2), Step(1, 9, 3), new EpochEntry(1, 3, Metrics(2)), new RunEntry(Metrics(0.75)), new NoteEntry("é"),
            Image(2, 0.5), Image(0, 0.25), Image(1, double.NaN), Image(2, 0.125),
            new LayerEntry(2, "é.weight", [new ImageSimilarity(1, "b.png", 3, null, 0.5), new ImageSimilarity(0, "a.png", 3, -1, double.NaN)]),
            new LayerEntry(1, "fc", [new ImageSimilarity(0, "a.png", 3, 0, 1)]),
        ];
        Assert.Equal(Stored(entries), JournalDigests.Of([.. entries.SelectMany(JournalLine.Encode)]).OrderBy(table => table.Table, StringComparer.Ordinal).Select(table => $"{table.Table} {table.Digest}"));
        Assert.Equal(JournalDigests.Tables.Count, Stored(entries).Count);
    }

    [Fact]
    public void Nothing_behind_a_torn_line_counts()
    {
        byte[] torn = [.. JournalLine.Encode(Step(0, 0, 1)), .. "{\"type\":\"step\"\n"u8, .. JournalLine.Encode(Step(0, 1, 2))];
        Assert.Equal(Stored([Step(0, 0, 1)]), JournalDigests.Of(torn).Select(table => $"{table.Table} {table.Digest}"));
    }

    private static List<string> Stored(IEnumerable<JournalEntry> entries)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Migrations.Steps.ToList().ForEach(step => connection.Execute(step));
        connection.Execute("PRAGMA foreign_keys = OFF");
        using (var transaction = connection.BeginTransaction())
        {
            using (var statements = new IngestStatements(connection, transaction, "r"))
            {
                foreach (var entry in entries)
                {
                    statements.Add(entry);
                }
            }

            transaction.Commit();
        }

        return [.. RunTables.Digests(connection, "r").Where(table => JournalDigests.Tables.Contains(table.Key)).Select(table => $"{table.Key} {table.Value}").Order(StringComparer.Ordinal)];
    }

    private static StepEntry Step(int epoch, long step, double loss) => new(epoch, step, 4, new Dictionary<string, double> { ["loss"] = loss, ["learning-rate.bias"] = 0.1 });

    private static Dictionary<string, double> Metrics(double value) => new() { ["loss"] = value, ["accuracy"] = value / 2 };

    private static ImageEntry Image(int index, double confidence) => new(new ImageScore
    {
        Index = index, Image = $"{index} é.png", Label = 1, Predicted = 2, Confidence = 0.5, LabelRank = 3, Degenerate = index == 1,
        Masked = [new MaskedScore(0.5, confidence, 1), new MaskedScore(0, 0.75, 0), new MaskedScore(0.85, 0, 2)],
        Measures = new Dictionary<string, double?> { ["energy-inside"] = index == 0 ? null : 0.5, ["mask-share"] = 0.25, ["sparseness"] = confidence, ["entropy"] = null },
    });
}
