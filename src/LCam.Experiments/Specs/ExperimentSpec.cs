using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>A spec: valid, with every default applied. <see cref="CellExpansion"/> makes its cells.</summary>
public sealed record ExperimentSpec
{
    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The full paths of the files that it extends, directly or not; none twice.</summary>
    public IReadOnlyList<string> Extended { get; init; } = [];

    /// <summary>The folder that the file lies in.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required DataSpec Data { get; init; }

    /// <summary>In the order written.</summary>
    public required IReadOnlyList<BackboneSpec> Backbones { get; init; }

    public required MatrixSpec Matrix { get; init; }

    /// <summary>What <see cref="CellExpansion"/> says of <see cref="Matrix"/>.</summary>
    internal IReadOnlyList<Cell> Cells { get; init; } = [];

    /// <summary>Attention mechanisms that are not trained here; <see cref="Cell.Given"/> is what a cell has of them.</summary>
    public AttentionsSpec Attentions { get; init; } = AttentionsSpec.None;

    /// <summary>The part of the cells that a command is asked for; null for all.</summary>
    public CellSelection? Only { get; init; }

    public required ExplainersSpec Explainers { get; init; }

    /// <summary>Ids of the measures that tables show, as written, none twice; empty for the default.</summary>
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>Which explainers' maps are kept as they are made; moves no number.</summary>
    public KeepMaps KeepMaps { get; init; } = KeepMaps.Costly;

    /// <summary>What makes the experiment a sanity check; null where it measures.</summary>
    public required SanitySpec? Sanity { get; init; }

    public required ExecutionOptions Execution { get; init; }

    public required EvaluationSpec Evaluation { get; init; }

    /// <summary>Where a run writes its table; null when nowhere.</summary>
    public required SpecPath? Table { get; init; }

    /// <summary>The named tables, in the order written.</summary>
    public required IReadOnlyList<TableSpec> Tables { get; init; }

    /// <summary>Where a run draws its plot; null when nowhere.</summary>
    public required SpecPath? Plot { get; init; }

    /// <summary>The experiment's store; null when the command line or the default decides.</summary>
    public required SpecPath? Store { get; init; }

    /// <summary>The files and folders that it reads, by key path: every path that it gives except <see cref="Store"/> and what a run writes.</summary>
    public IReadOnlyDictionary<string, SpecPath> Inputs { get; init; } = new Dictionary<string, SpecPath>();

    /// <summary>Every value by key path, defaults included, sorted by path.</summary>
    public required IReadOnlyDictionary<string, string> Resolved { get; init; }

    /// <summary>Where each of <see cref="Resolved"/> comes from: <c>file:line</c>, <c>--set key</c>, or which default.</summary>
    public required IReadOnlyDictionary<string, string> Origins { get; init; }

    /// <summary>Paths whose variables are not set: they stop a run, never a plan.</summary>
    public required IReadOnlyList<Problem> UnresolvedPaths { get; init; }
}
