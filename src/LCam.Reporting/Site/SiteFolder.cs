using System.IO.Abstractions;
using System.Text;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;

namespace LCam.Reporting.Site;

/// <summary>The folder of a site: built beside its place and swapped in whole, so that nobody ever sees half of one.</summary>
internal sealed class SiteFolder(IFileSystem fileSystem, string folder)
{
    /// <summary>Tells that a folder is a report, and may be replaced by one.</summary>
    public const string Marker = "lcam-report.txt";

    private const string Option = "--output";

    private readonly string _folder = FileLinks.Target(folder);

    /// <summary>Looks whether the folder may be written.</summary>
    /// <exception cref="ProblemException">Something is there that is no report.</exception>
    public void Check()
    {
        if (fileSystem.File.Exists(_folder))
        {
            throw Wrong($"{_folder} is a file, not a folder");
        }

        if (fileSystem.Directory.Exists(_folder) && fileSystem.Directory.EnumerateFileSystemEntries(_folder).Any() && !fileSystem.File.Exists(fileSystem.Path.Combine(_folder, Marker)))
        {
            throw Wrong($"{_folder} has files in it and is no report");
        }
    }

    /// <summary>Writes all pages and files of a site, instead of what is there.</summary>
    /// <exception cref="ProblemException">The folder is no report, or cannot be written.</exception>
    public SiteResult Write(ReportSite site, CancellationToken cancellation)
    {
        Check();
        var aside = AsideName.For(_folder);
        var former = AsideName.For(_folder, AsideName.Former);
        try
        {
            Restore();
            AsideName.RemoveDead(_folder);
            fileSystem.Directory.CreateDirectory(aside);
            var bytes = WriteAll(site, aside, cancellation);
            fileSystem.FlushTree(aside);
            if (fileSystem.Directory.Exists(_folder))
            {
                fileSystem.Directory.Move(_folder, former);
            }

            Place(aside, former);
            fileSystem.FlushFolder(fileSystem.Path.GetDirectoryName(_folder)!);
            fileSystem.DeleteTree(former);
            return new SiteResult(_folder, fileSystem.Path.Combine(_folder, SitePaths.Overview), site.Pages.Count, site.Pages.Count + site.Files.Count + 1, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(_folder, $"the report cannot be written: {failure.Message}"), failure);
        }
        finally
        {
            fileSystem.DeleteTree(aside);
            AsideName.Done(aside);
        }
    }

    // A process that was killed between its two renames left the report under its other name.
    private void Restore()
    {
        if (!fileSystem.Directory.Exists(_folder) && AsideName.DeadOf(_folder).LastOrDefault(name => name.Path.EndsWith(AsideName.Former, StringComparison.Ordinal)) is { } former)
        {
            fileSystem.Directory.Move(former.Path, _folder);
        }
    }

    // Whatever goes wrong, a report is there.
    private void Place(string aside, string former)
    {
        try
        {
            fileSystem.Directory.Move(aside, _folder);
        }
        catch (IOException) when (fileSystem.Directory.Exists(former))
        {
            fileSystem.Directory.Move(former, _folder);
            throw;
        }
    }

    private long WriteAll(ReportSite site, string aside, CancellationToken cancellation)
    {
        var bytes = Put(aside, Marker, Encoding.UTF8.GetBytes($"A report of the experiment {site.Content.Spec.Name}, written by lcam report. It replaces this folder when it is made again.\n"));
        using var renderer = new PageRenderer();
        foreach (var page in site.Pages.Values)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes += Put(aside, page.Path, Encoding.UTF8.GetBytes(renderer.Render(site, page)));
        }

        foreach (var file in site.Files.Values)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes += Put(aside, file.Path, file.Bytes());
        }

        return bytes;
    }

    private long Put(string root, string path, byte[] content)
    {
        var place = fileSystem.Path.Combine([root, .. path.Split('/')]);
        fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(place)!);
        fileSystem.File.WriteAllBytes(place, content);
        return content.Length;
    }

    private static ProblemException Wrong(string what) => new(ProblemKind.InvalidInput, new Problem(Option, what, "name another folder"));
}
