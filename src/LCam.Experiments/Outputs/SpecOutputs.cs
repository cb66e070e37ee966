using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;

namespace LCam.Experiments.Outputs;

/// <summary>What a run of an experiment writes for people, and all that the experiment reads.</summary>
public static class SpecOutputs
{
    /// <summary>Protects a spec, all files and folders that it names, and its store.</summary>
    /// <param name="store">The store's folder, as the command line and the spec have it together.</param>
    public static OutputGuard ProtectInputs(this OutputGuard guard, ExperimentSpec spec, string? store)
    {
        guard.Protect("the spec", spec.File).Protect("the store", store);
        foreach (var extended in spec.Extended)
        {
            guard.Protect("a file that the spec extends", extended);
        }

        foreach (var (key, path) in spec.Inputs)
        {
            guard.Protect($"an input ({key})", path.Resolved);
        }

        return guard;
    }

    /// <summary>Adds all that a run writes: the tables, the plot, and the seal beside the table.</summary>
    public static OutputGuard AddOutputsOf(this OutputGuard guard, ExperimentSpec spec)
    {
        guard.Add(spec.Table, OutputKinds.Table).Add(spec.Plot, OutputKinds.Plot);
        foreach (var table in spec.Tables)
        {
            guard.Add(table.Output, OutputKinds.Table);
        }

        return guard.Add(spec.Table?.Where ?? "", ExperimentSealer.PathOf(spec), OutputKinds.Seal);
    }

    /// <summary>Adds one of a spec's outputs.</summary>
    /// <param name="path">Null for none. One whose variable is not set is a problem of its own.</param>
    public static OutputGuard Add(this OutputGuard guard, SpecPath? path, OutputKind kind) => guard.Add(path?.Where ?? "", path?.Resolved, kind);
}
