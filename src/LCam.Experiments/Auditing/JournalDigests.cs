using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>
/// Works out from a run's journal what rows the run must have, as digests of the rows by table: the store's rows came from
/// it, so that rows which were edited, before or after they were bound, have others. Takes about as much memory as the journal.
/// </summary>
internal sealed class JournalDigests
{
    /// <summary>The tables whose rows are a journal's lines; checkpoints are left out, of which a store keeps the last ones alone.</summary>
    public static IReadOnlyList<string> Tables { get; } = [RunTables.Stretches, RunTables.Hosts, RunTables.Seeds, RunTables.Metrics, RunTables.Images, RunTables.Scores, RunTables.Measures, RunTables.Similarities];

    private readonly DigestedRows _stretches = new();
    private readonly DigestedRows _hosts = new();
    private readonly DigestedRows _seeds = new();
    private readonly DigestedRows _metrics = new();
    private readonly DigestedRows _images = new();
    private readonly DigestedRows _scores = new();
    private readonly DigestedRows _measures = new();
    private readonly DigestedRows _similarities = new();

    private readonly Action<TakenEntry>? _taken;

    private JournalDigests(Action<TakenEntry>? taken) => _taken = taken;

    /// <summary>The digests of the rows that a journal tells of, by table; tables without any are left out.</summary>
    /// <param name="journal">Its content. What stands behind the first line that is torn or altered counts for nothing, as where it is read into the store.</param>
    /// <param name="taken">Told of numbers that were taken over from another run.</param>
    public static IReadOnlyList<(string Table, Digest Digest)> Of(ReadOnlySpan<byte> journal, Action<TakenEntry>? taken = null)
    {
        var (digests, scanner) = (new JournalDigests(taken), new EntryScanner());
        while (journal.IndexOf((byte)'\n') is var end and >= 0 && digests.Add(journal[..end], scanner))
        {
            journal = journal[(end + 1)..];
        }

        IReadOnlyList<DigestedRows> tables = [digests._stretches, digests._hosts, digests._seeds, digests._metrics, digests._images, digests._scores, digests._measures, digests._similarities];
        return [.. Tables.Zip(tables).Where(table => table.Second.Count > 0).Select(table => (table.First, table.Second.Digest()))];
    }

    private bool Add(ReadOnlySpan<byte> line, EntryScanner scanner)
    {
        var body = JournalLine.Body(line);
        if (scanner.IsImage(body, out var image))
        {
            AddImage(image);
        }
        else if (scanner.IsStep(body, out var step))
        {
            AddMetrics("step", step.Epoch, step.Step, step.Metrics);
        }
        else if (!body.IsEmpty && JournalLine.Parse(line) is { } entry)
        {
            Add(entry);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case StepEntry step:
                AddMetrics("step", step.Epoch, step.Step, [.. step.Metrics]);
                break;
            case EpochEntry epoch:
                AddMetrics("epoch", epoch.Epoch, epoch.Step, [.. epoch.Metrics]);
                break;
            case RunEntry run:
                AddMetrics("run", 0, 0, [.. run.Metrics]);
                break;
            case StretchEntry stretch:
                AddStretch(stretch);
                break;
            case SeedEntry seed:
                _seeds.Begin(name: seed.Purpose).Text(seed.Purpose).Integer(seed.Seed).End();
                break;
            case ImageEntry image:
                AddImage(ScannedImage.Of(image.Score));
                break;
            case LayerEntry layer:
                AddLayer(layer);
                break;
            case TakenEntry taken:
                _taken?.Invoke(taken);
                break;
            default:
                // What holds no number, and checkpoints.
                break;
        }
    }

    private void AddStretch(StretchEntry stretch)
    {
        _stretches.Begin(stretch.First).Integer(stretch.First).Text(ContentAddress.Of(stretch.Environment)).End();
        if (stretch.Host is { } host)
        {
            _hosts.Begin(stretch.First).Integer(stretch.First).Text(host).End();
        }
    }

    // The columns of each row are those of RunTables, in their order.
    private void AddMetrics(string scope, int epoch, long step, ReadOnlySpan<KeyValuePair<string, double>> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            _metrics.In(scope).Begin(epoch, step, name).Text(scope).Integer(epoch).Integer(step).Text(name).Number(value).End();
        }
    }

    private void AddImage(in ScannedImage image)
    {
        _images.Begin(image.Index)
            .Integer(image.Index).Text(image.Image).Integer(image.Label).Integer(image.Predicted).Number(image.Confidence)
            .Integer(image.LabelRank).Integer(image.Degenerate ? 1 : 0).End();
        foreach (var score in image.Masked)
        {
            _scores.In(Sortable(score.Percentage)).Begin(image.Index)
                .Number(score.Percentage).Integer(image.Index).Number(score.Confidence).Integer(score.LabelRank).End();
        }

        foreach (var (measure, value) in image.Measures)
        {
            _measures.In(measure).Begin(image.Index).Text(measure).Integer(image.Index).Number(value).End();
        }
    }

    private void AddLayer(LayerEntry layer)
    {
        foreach (var image in layer.Images)
        {
            _similarities.In(layer.Depth).Begin(image.Index)
                .Integer(layer.Depth).Integer(image.Index).Text(layer.Layer).Text(image.Image).Integer(image.Class)
                .Number(image.RankCorrelation).Number(image.StructuralSimilarity).End();
        }
    }

    // Ascending as the numbers are: IEEE 754 bits of negative ones descend.
    private static long Sortable(double value) => BitConverter.DoubleToInt64Bits(value + 0.0) is var bits && bits < 0 ? long.MinValue - bits : bits;
}
