using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Results;

/// <summary>Builds the table of an experiment of any kind from the store.</summary>
public static class ExperimentTables
{
    /// <param name="store">Null where there is none yet.</param>
    /// <param name="recompute">From per-image values alone, kept summaries not looked at.</param>
    public static ExperimentTable Build(ExperimentSpec spec, ExperimentStore? store, bool recompute = false) =>
        spec.Sanity is null ? new TableBuilder(store, recompute).Build(spec) : new SanityTableBuilder(store).Build(spec);
}
