using LCam.Experiments.Specs;

namespace LCam.Experiments.Sealing;

/// <summary>Where seals lie, and how they name other files: relative to themselves, so that a project which is moved or copied as a whole keeps them.</summary>
internal static class SealPaths
{
    /// <summary>The folder in a store for seals of experiments that write no table.</summary>
    public const string Folder = "seals";

    /// <summary>An experiment's seal: beside a table, else in its store.</summary>
    public static string Of(ExperimentSpec spec, string store) => Beside(spec) ?? Path.Combine(Path.GetFullPath(store), Folder, spec.Name + SealManifest.FileSuffix);

    /// <summary>Beside the experiment's table, else beside the first named table that it writes; null where it writes none.</summary>
    public static string? Beside(ExperimentSpec spec) =>
        (spec.Table?.Resolved ?? spec.Tables.Select(named => named.Output?.Resolved).FirstOrDefault(output => output is not null)) is { } table
            ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(table))!, spec.Name + SealManifest.FileSuffix)
            : null;

    /// <summary>How a seal names a file: relative, with slashes.</summary>
    public static string Name(string seal, string file) =>
        Path.GetRelativePath(Path.GetDirectoryName(seal)!, Path.GetFullPath(file)).Replace('\\', '/');

    /// <summary>The file that a seal names.</summary>
    public static string File(string seal, string name) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(seal)!, name));
}
