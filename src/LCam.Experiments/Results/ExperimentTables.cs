using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Results;

/// <summary>Builds the table of an experiment of any kind from the store.</summary>
public static class ExperimentTables
{
    /// <param name="store">Null where there is none yet.</param>
    public static ExperimentTable Build(ExperimentSpec spec, ExperimentStore? store) =>
        spec.Sanity is null ? new TableBuilder(store).Build(spec) : new SanityTableBuilder(store).Build(spec);
}
