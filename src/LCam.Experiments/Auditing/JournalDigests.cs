using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;
using SQLitePCL;

namespace LCam.Experiments.Auditing;

/// <summary>
/// Works out from a run's journal what rows the run must have, as digests of the rows by table: the store's rows came from
/// it, so that rows which were edited, before or after they were bound, have others. Takes about as much memory as the journal.
/// </summary>
internal sealed class JournalDigests
{
    /// <summary>The tables whose rows are a journal's lines; checkpoints are left out, of which a store keeps the last ones alone.</summary>
    public static IReadOnlyList<string> Tables { get; } = [RunTables.Stretches, RunTables.Seeds, RunTables.Metrics, RunTables.Images, RunTables.Scores, RunTables.Measures, RunTables.Similarities];

    private readonly Dictionary<string, Rows> _tables = Tables.ToDictionary(table => table, _ => new Rows(), StringComparer.Ordinal);

    private JournalDigests()
    {
    }

    /// <summary>The digests of the rows that a journal tells of, by table; tables without any are left out.</summary>
    /// <param name="journal">Its content. What stands behind the first line that is torn or altered counts for nothing, as where it is read into the store.</param>
    public static IReadOnlyList<(string Table, Digest Digest)> Of(ReadOnlySpan<byte> journal)
    {
        var digests = new JournalDigests();
        while (journal.IndexOf((byte)'\n') is var end and >= 0 && JournalLine.Decode(journal[..end]) is { } entry)
        {
            digests.Add(entry);
            journal = journal[(end + 1)..];
        }

        return [.. digests._tables.Where(table => table.Value.Count > 0).Select(table => (table.Key, table.Value.Digest()))];
    }

    private void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case StepEntry step:
                AddMetrics("step", step.Epoch, step.Step, step.Metrics);
                break;
            case EpochEntry epoch:
                AddMetrics("epoch", epoch.Epoch, epoch.Step, epoch.Metrics);
                break;
            case RunEntry run:
                AddMetrics("run", 0, 0, run.Metrics);
                break;
            case StretchEntry stretch:
                _tables[RunTables.Stretches].Begin(new Key("", stretch.First)).Integer(stretch.First).Text(ContentAddress.Of(stretch.Environment)).End();
                break;
            case SeedEntry seed:
                _tables[RunTables.Seeds].Begin(new Key(seed.Purpose)).Text(seed.Purpose).Integer(seed.Seed).End();
                break;
            case ImageEntry image:
                AddImage(image.Score);
                break;
            case LayerEntry layer:
                AddLayer(layer);
                break;
            default:
                // What holds no number, and checkpoints.
                break;
        }
    }

    // The columns of each row are those of RunTables, in their order.
    private void AddMetrics(string scope, int epoch, long step, IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            _tables[RunTables.Metrics].Begin(new Key(scope, epoch, step, name)).Text(scope).Integer(epoch).Integer(step).Text(name).Number(value).End();
        }
    }

    private void AddImage(ImageScore image)
    {
        _tables[RunTables.Images].Begin(new Key("", image.Index))
            .Integer(image.Index).Text(image.Image).Integer(image.Label).Integer(image.Predicted).Number(image.Confidence)
            .Integer(image.LabelRank).Integer(image.Degenerate ? 1 : 0).Number(image.EnergyInside).Number(image.MaskShare).End();
        foreach (var score in image.Masked)
        {
            _tables[RunTables.Scores].Begin(new Key("", Sortable(score.Percentage), image.Index))
                .Number(score.Percentage).Integer(image.Index).Number(score.Confidence).Integer(score.LabelRank).End();
        }

        foreach (var (measure, value) in image.Measures ?? new Dictionary<string, double?>())
        {
            _tables[RunTables.Measures].Begin(new Key(measure, image.Index)).Text(measure).Integer(image.Index).Number(value).End();
        }
    }

    private void AddLayer(LayerEntry layer)
    {
        foreach (var image in layer.Images)
        {
            _tables[RunTables.Similarities].Begin(new Key("", layer.Depth, image.Index))
                .Integer(layer.Depth).Integer(image.Index).Text(layer.Layer).Text(image.Image).Integer(image.Class)
                .Number(image.RankCorrelation).Number(image.StructuralSimilarity).End();
        }
    }

    // Ascending as the numbers are: IEEE 754 bits of negative ones descend.
    private static long Sortable(double value) => BitConverter.DoubleToInt64Bits(value + 0.0) is var bits && bits < 0 ? long.MinValue - bits : bits;

    private readonly record struct Key(string Text, long First = 0, long Second = 0, string Name = "") : IComparable<Key>
    {
        public int CompareTo(Key other) =>
            string.CompareOrdinal(Text, other.Text) is var text and not 0 ? text
            : First.CompareTo(other.First) is var first and not 0 ? first
            : Second.CompareTo(other.Second) is var second and not 0 ? second
            : string.CompareOrdinal(Name, other.Name);
    }

    private readonly record struct Row(Key Key, int Start, int Length);

    /// <summary>A table's rows in the bytes that <see cref="RowDigest"/> covers; of rows with one key the last one counts.</summary>
    private sealed class Rows
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly List<Row> _rows = [];
        private Key _key;
        private int _start;
        private bool _isSorted = true;

        public int Count => _rows.Count;

        public Rows Begin(Key key)
        {
            (_key, _start) = (key, _bytes.WrittenCount);
            return this;
        }

        public Rows Integer(long value) => Bits(raw.SQLITE_INTEGER, value);

        // SQLite has neither NaN nor a negative zero.
        public Rows Number(double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                return Bits(raw.SQLITE_FLOAT, BitConverter.DoubleToInt64Bits(number + 0.0));
            }

            _bytes.GetSpan(1)[0] = raw.SQLITE_NULL;
            _bytes.Advance(1);
            return this;
        }

        public Rows Text(string value)
        {
            var length = Encoding.UTF8.GetByteCount(value);
            Bits(raw.SQLITE_TEXT, length);
            Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
            _bytes.Advance(length);
            return this;
        }

        public void End()
        {
            _isSorted &= _rows.Count == 0 || _rows[^1].Key.CompareTo(_key) < 0;
            _rows.Add(new Row(_key, _start, _bytes.WrittenCount - _start));
        }

        public Digest Digest()
        {
            if (!_isSorted)
            {
                // What was written later stands later.
                CollectionsMarshal.AsSpan(_rows).Sort((a, b) => a.Key.CompareTo(b.Key) is var order and not 0 ? order : a.Start.CompareTo(b.Start));
            }

            using var hash = new HashBuffer();
            for (var row = 0; row < _rows.Count; row++)
            {
                if (row == _rows.Count - 1 || _rows[row].Key != _rows[row + 1].Key)
                {
                    hash.Add(_bytes.WrittenSpan.Slice(_rows[row].Start, _rows[row].Length));
                }
            }

            return hash.Take();
        }

        private Rows Bits(int type, long value)
        {
            var span = _bytes.GetSpan(1 + sizeof(long));
            span[0] = (byte)type;
            BinaryPrimitives.WriteInt64LittleEndian(span[1..], value);
            _bytes.Advance(1 + sizeof(long));
            return this;
        }
    }
}
