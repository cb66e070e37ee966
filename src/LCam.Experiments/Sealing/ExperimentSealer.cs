using System.IO.Abstractions;
using System.Text;
using LCam.Experiments.Resilience;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Sealing;

/// <summary>
/// Seals a finished experiment: what it consisted of and where the chain of events stood is written into the store, and
/// beside the table. Sealing again changes nothing while the experiment is what was sealed.
/// </summary>
public sealed class ExperimentSealer(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    /// <summary>Where an experiment's seal is written beside a table; null where it writes none: then the seal is in the store.</summary>
    public static string? PathOf(ExperimentSpec spec) => SealPaths.Beside(spec);

    /// <summary>Seals the experiment. A signed seal of what it was before is never replaced: it is put aside.</summary>
    /// <param name="renew">Whether a seal of an older version, which binds less, is made anew.</param>
    /// <exception cref="ProblemException">The experiment is not finished, its runs were made before seals were, or the file cannot be written.</exception>
    public SealOutcome Seal(ExperimentSpec spec, bool renew = false)
    {
        var path = SealPaths.Of(spec, store.Folder);
        var content = new SealContent(store, spec, path).Make();
        var table = spec.Table?.Resolved;
        var latest = store.Seals.Latest(spec.Name);
        var before = latest?.SealPath;
        var version = 0;
        var isSealed = latest is not null && SealManifest.Seals(latest.Manifest, content, out version) && !(renew && version < SealManifest.Version);
        if (!isSealed || latest!.SealPath != path || latest.TablePath != table)
        {
            var (sequence, hash) = store.Seals.Head();

            // The same text elsewhere keeps its signature.
            var manifest = isSealed ? latest!.Manifest : SealManifest.Text(content, StoreTime.Text(clock.GetUtcNow()), sequence, hash);
            store.Seals.Add(spec.Name, manifest, path, table, store.Folder);
            latest = store.Seals.Latest(spec.Name)!;
        }

        var kept = Write(path, latest.Manifest);
        return new SealOutcome(path, kept ?? (!isSealed && before is not null && before != path && IsSigned(before) ? before : null));
    }

    private bool IsSigned(string seal) => fileSystem.File.Exists(seal) && fileSystem.File.Exists(SealSignature.PathOf(seal));

    // Where the signed seal that was in the way was put; null where there was none.
    private string? Write(string path, string text)
    {
        try
        {
            if (fileSystem.File.Exists(path) && fileSystem.File.ReadAllText(path) == text)
            {
                return null;
            }

            fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(path)!);
            var kept = IsSigned(path) ? PutAside(path) : null;
            fileSystem.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            return kept;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"the seal cannot be written: {failure.Message}"), failure);
        }
    }

    // The seal is copied before its signature moves: a crash between leaves the pair where it was, and a second try begins anew.
    private string PutAside(string path)
    {
        var (stem, head) = (path[..^SealManifest.FileSuffix.Length], SealManifest.Head(fileSystem.File.ReadAllText(path)));
        var aside = FormattableString.Invariant($"{stem}.{head}{SealManifest.FileSuffix}");
        for (var next = 2; fileSystem.File.Exists(aside) || fileSystem.File.Exists(SealSignature.PathOf(aside)); next++)
        {
            aside = FormattableString.Invariant($"{stem}.{head}-{next}{SealManifest.FileSuffix}");
        }

        fileSystem.Replace(aside, stream => stream.Write(fileSystem.File.ReadAllBytes(path)));
        fileSystem.File.Move(SealSignature.PathOf(path), SealSignature.PathOf(aside));
        fileSystem.FlushFolder(fileSystem.Path.GetDirectoryName(aside)!);
        return aside;
    }
}
