using LCam.Evaluation;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Reading;
using LCam.Problems;
using LCam.Training;

namespace LCam.Experiments.Specs.Expansion;

/// <summary>Values that are right by themselves and wrong together, which axes can bring about in some cells only.</summary>
internal sealed class CellChecks(SpecValues values, List<Problem> problems)
{
    private readonly HashSet<Problem> _reported = [];

    public void Check(IReadOnlyList<Cell> cells)
    {
        // A sanity check compares maps, and masks nothing.
        if (!values.Maps.ContainsKey("sanity"))
        {
            Percentages(cells);
        }

        foreach (var cell in cells.DistinctBy(cell => (cell.Backbone.Name, cell.Training, cell.Evaluation)))
        {
            Training(cell.Backbone.Name, cell.Training);
            var (input, crop) = (cell.Evaluation.InputSize, cell.Evaluation.CropSize);
            if (crop > input && (input, crop) != (cell.Training.InputSize, cell.Training.CropSize))
            {
                Report(
                    values.Where(values.Scalars.ContainsKey("evaluation.crop-size") ? "evaluation.crop-size" : "evaluation.input-size"),
                    $"the evaluation's crop of {crop} pixels is larger than the resized image of {input}");
            }
        }
    }

    // Of each, the first that is wrong in the order of the file.
    private void Percentages(IReadOnlyList<Cell> cells)
    {
        var tooSmall = new HashSet<double>();
        foreach (var (percentage, crop) in cells.SelectMany(cell => cell.Percentages.Select(percentage => (percentage, cell.Evaluation.CropSize))).Distinct())
        {
            if (Muting.Check(percentage, crop, crop) is not null)
            {
                tooSmall.Add(percentage);
                Report(
                    Where(percentage),
                    FormattableString.Invariant($"a percentage of {percentage} mutes less than one of the {crop}x{crop} pixels of the evaluation's crop"),
                    FormattableString.Invariant($"give 0, or {Math.Ceiling(1e6 / ((double)crop * crop)) / 1e6} or more"));
            }
        }

        foreach (var alike in cells.SelectMany(cell => cell.Percentages).Distinct().Except(tooSmall).GroupBy(PercentageNames.Kept).Where(same => same.Count() > 1))
        {
            var both = alike.Select(percentage => FormattableString.Invariant($"{percentage}")).ToList();
            Report(Where(alike.Last()), $"the percentages {string.Join(" and ", both)} would both be called {alike.Key} in tables", "leave one out");
        }
    }

    private string Where(double percentage) =>
        values.Lists.GetValueOrDefault("matrix.percentage", [])
            .Concat(values.Points.Values.SelectMany(points => points).SelectMany(point => point.Values.GetValueOrDefault(SpecKeys.PercentageAxis, [])))
            .FirstOrDefault(item => percentage.Equals(item.Value))?.Where
        ?? values.Where("matrix.percentage");

    private void Training(string backbone, TrainingOptions training)
    {
        if (training.CropSize > training.InputSize)
        {
            Report(
                Where(backbone, "crop-size", "input-size"),
                $"the crop of {training.CropSize} pixels is larger than the resized image of {training.InputSize}",
                "give a crop-size that is at most the input-size");
        }

        if (training.Nesterov && training.Momentum == 0)
        {
            Report(Where(backbone, "momentum", "nesterov"), "Nesterov's momentum needs a momentum above 0", "write nesterov: false");
        }

        if (training.DecayLastEpoch < training.DecayFirstEpoch)
        {
            Report(
                Where(backbone, "decay.last-epoch", "decay.first-epoch"),
                $"decay ends at epoch {training.DecayLastEpoch}, before it starts at epoch {training.DecayFirstEpoch}",
                "decay.factor: 1 switches decay off");
        }
    }

    private void Report(string where, string what, string? remedy = null)
    {
        var problem = new Problem(where, what, remedy);
        if (_reported.Add(problem))
        {
            problems.Add(problem);
        }
    }

    // The first of the keys that the user gave is the one to correct.
    private string Where(string backbone, params string[] keys)
    {
        foreach (var key in keys)
        {
            string[] paths = [$"matrix.{key}", $"backbones.{backbone}.training.{key}", $"training.{key}"];
            var given = paths.FirstOrDefault(path => values.Scalars.ContainsKey(path) || values.Lists.ContainsKey(path));
            if (given is not null)
            {
                return values.Where(given);
            }
        }

        return values.Where($"backbones.{backbone}.training.{keys[0]}");
    }
}
