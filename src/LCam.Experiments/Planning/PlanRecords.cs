using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Planning;

/// <summary>What a store keeps of a plan: the experiment as its spec stands, its cells, and the stages that they need.</summary>
/// <param name="Stages">Those whose inputs' contents are known.</param>
/// <param name="Cells">As <paramref name="Stages"/>.</param>
internal sealed record PlanRecords(ExperimentRecord Record, IReadOnlyList<StageRecord> Stages, IReadOnlyList<CellRecord> Cells)
{
    public static PlanRecords Of(ExperimentPlan plan, IFileSystem fileSystem) => new(
        Experiment(plan.Spec, fileSystem),
        [.. plan.Stages.Where(stage => stage.MakeIdentity is not null).Select(stage => new StageRecord(stage.Key, stage.Kind.Name(), stage.Label, stage.Identity!))],
        [
            .. plan.Cells.Select((cell, ordinal) => (Cell: cell, Ordinal: ordinal)).Where(one => one.Cell.Measure.MakeIdentity is not null)
                .Select(one => new CellRecord(one.Ordinal, one.Cell.Label, one.Cell.Fingerprint, one.Cell.Classifier?.Key, one.Cell.Train?.Key, one.Cell.Measure.Key) { ExplainKey = one.Cell.Explain?.Key }),
        ]);

    private static ExperimentRecord Experiment(ExperimentSpec spec, IFileSystem fileSystem)
    {
        var resolved = new JsonObject();
        foreach (var (key, value) in spec.Resolved)
        {
            resolved[key] = new JsonObject { ["value"] = value, ["origin"] = spec.Origins[key] };
        }

        return new ExperimentRecord(spec.Name, fileSystem.Path.GetFullPath(spec.File), SpecSources.TextOf(spec.File, fileSystem), CanonicalJson.Text(resolved));
    }
}
