using System.IO.Abstractions;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Crates;

/// <summary>Writes an experiment as an RO-Crate: everything that its numbers rest on, save images and weights, described so that other programs understand it. The store is read alone.</summary>
/// <param name="environment">Variables that the spec may name.</param>
public sealed class CrateExporter(ExperimentStore store, IFileSystem fileSystem, Func<string, string?> environment)
{
    /// <summary>Whether a crate goes into one file, and not into a folder.</summary>
    public static bool IsFile(string path) => CrateWriter.IsFile(path);

    /// <summary>Writes the crate, whole or not at all; the same store always makes the same bytes.</summary>
    /// <param name="specFile">The experiment's spec.</param>
    /// <param name="path">A new or empty folder, or a file that ends in <c>.zip</c>.</param>
    /// <exception cref="ProblemException">The spec is not the one that was run, nothing of it was run, runs are under way, or the crate cannot be written.</exception>
    public CrateReport Write(string specFile, string path, CrateOptions options, CancellationToken cancellation = default)
    {
        var content = RecordedExperiment.Read(store, SpecReader.Read(specFile, [], environment, fileSystem).Name);
        var spec = RecordedSpec.Read(content.Record, specFile, environment, fileSystem);
        var files = new CrateFiles(store, fileSystem).Of(spec, content, options);
        var extended = SpecSources.ExtendedBy(specFile, fileSystem);
        var bytes = new CrateWriter(fileSystem, cancellation).Write(path, files, facts => new CrateMetadata(spec, content, extended, files, options).Text(facts));
        return new CrateReport(files.Count + 1, bytes, content.Runs.Count);
    }
}
