using LCam.Experiments.Specs.Keys;
using LCam.Models;
using LCam.Problems;

namespace LCam.Experiments.Specs.Expansion;

/// <summary>Makes cells of points; points that mean the same become one.</summary>
internal sealed class CellSet(ExperimentSpec spec, List<Problem> problems)
{
    private static readonly Dictionary<string, TrainingKey> TrainingByName = TrainingKeys.All.ToDictionary(key => key.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, BackboneSpec> _backbones = spec.Backbones.ToDictionary(backbone => backbone.Name, StringComparer.Ordinal);
    private readonly Dictionary<CellIdentity, int> _numbers = [];
    private readonly List<Cell> _cells = [];
    private readonly HashSet<(string Backbone, string Variant)> _unavailable = [];

    public IReadOnlyList<Cell> ToList() => _cells;

    public void Add(CellPoint point, IReadOnlyList<double> percentages)
    {
        // A backbone that is wrong by itself is reported where it is defined.
        if (!_backbones.TryGetValue(point.Backbone.Text, out var backbone) || !IsAvailable(backbone, point.Variant))
        {
            return;
        }

        var cell = Make(backbone, point, percentages);
        var identity = new CellIdentity(backbone.Name, cell.Variant, cell.Loss, cell.Protocol, cell.Seed, cell.Training);
        if (_numbers.TryGetValue(identity, out var number))
        {
            _cells[number] = _cells[number] with { Percentages = [.. _cells[number].Percentages.Union(percentages)] };
        }
        else
        {
            _numbers[identity] = _cells.Count;
            _cells.Add(cell);
        }
    }

    private Cell Make(BackboneSpec backbone, CellPoint point, IReadOnlyList<double> percentages)
    {
        var protocol = SpecNames.Protocols.Parse(point.Protocol.Text);
        var training = backbone.Training[protocol];
        var values = new Dictionary<string, string>(point.Keys.Count, StringComparer.Ordinal);
        for (var axis = 0; axis < point.Keys.Count; axis++)
        {
            values[point.Keys[axis]] = point.Values[axis].Text;
            if (axis >= SpecKeys.MainAxes.Count)
            {
                training = TrainingByName[point.Keys[axis]].With(training, point.Values[axis].Value);
            }
        }

        return new Cell(
            backbone,
            SpecNames.Variants.Parse(point.Variant.Text),
            SpecNames.Losses.Parse(point.Loss.Text),
            protocol,
            (long)point.Seed.Value,
            training,
            spec.Evaluation.For(training, protocol),
            percentages,
            values);
    }

    private bool IsAvailable(BackboneSpec backbone, AxisValue variant)
    {
        var known = Backbones.Find(backbone.Architecture);
        if (known.Variants.Contains(SpecNames.Variants.Parse(variant.Text)))
        {
            return true;
        }

        if (_unavailable.Add((backbone.Name, variant.Text)))
        {
            var has = string.Join(", ", known.Variants.Select(SpecNames.Of));
            problems.Add(new Problem(
                variant.Origin.Where("matrix.variant"),
                $"backbone '{backbone.Name}' ({known.Id}) has no variant '{variant.Text}', only {has}",
                $"exclude {{ backbone: {backbone.Name}, variant: {variant.Text} }}"));
        }

        return false;
    }
}
