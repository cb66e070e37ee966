using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Listing;

/// <summary>Where in which matrix a stage belongs, from the labels of the cells that need it, and how its training was set.</summary>
internal static class RunPlaces
{
    /// <summary>Coordinates by axis, by stage key. One on which a stage's cells differ is left out; experiments are all named.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(ExperimentStore store)
    {
        var places = new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal);
        var cells = store.Experiments.Names().SelectMany(name => store.Experiments.Cells(name).Select(cell => (Name: name, Cell: cell))).ToList();
        var trainings = store.Experiments.Stages([.. cells.Select(cell => cell.Cell.TrainKey).OfType<string>().Distinct()])
            .ToDictionary(stage => stage.Key, stage => TrainingColumns.Of(stage.Value).ToList(), StringComparer.Ordinal);
        foreach (var (experiment, cell) in cells)
        {
            var coordinates = Coordinates(cell);
            Dictionary<string, string> trained = new(coordinates.Concat(cell.TrainKey is { } train ? trainings.GetValueOrDefault(train, []) : []), StringComparer.Ordinal);
            foreach (var key in cell.Keys)
            {
                // A classifier is there before any attention is trained, and has settings of its own.
                var here = key == cell.ClassifierKey ? coordinates : trained;
                if (!places.TryGetValue(key, out var known))
                {
                    places.Add(key, known = here.ToDictionary(axis => axis.Key, axis => (string?)axis.Value, StringComparer.Ordinal));
                    known["experiment"] = experiment;
                    continue;
                }

                if (!known["experiment"]!.Split(' ').Contains(experiment))
                {
                    known["experiment"] += $" {experiment}";
                }

                foreach (var axis in known.Keys.Where(axis => axis != "experiment" && known[axis] != here.GetValueOrDefault(axis)).ToList())
                {
                    known[axis] = null;
                }
            }
        }

        return places.ToDictionary(
            place => place.Key,
            place => (IReadOnlyDictionary<string, string>)place.Value.Where(axis => axis.Value is not null).ToDictionary(axis => axis.Key, axis => axis.Value!, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    // As StageIdentities.Label and Comparison.Label write them.
    private static Dictionary<string, string> Coordinates(CellRecord cell)
    {
        var words = cell.Label.Split(' ');
        var coordinates = new Dictionary<string, string>(StringComparer.Ordinal) { ["backbone"] = words[0] };
        if (cell.TrainKey is null && !cell.Label.EndsWith(StageIdentities.Elsewhere, StringComparison.Ordinal))
        {
            coordinates["explainer"] = words.ElementAtOrDefault(1) ?? "";
            return coordinates;
        }

        coordinates["explainer"] = "l-cam";
        coordinates["variant"] = words.ElementAtOrDefault(1) ?? "";
        coordinates["loss"] = words.ElementAtOrDefault(2) ?? "";
        coordinates["protocol"] = words.ElementAtOrDefault(3) == "corrected" ? "corrected" : "reference";
        if (Array.IndexOf(words, "seed") is > 0 and var seed && seed + 1 < words.Length)
        {
            coordinates["seed"] = words[seed + 1];
        }

        return coordinates;
    }
}
