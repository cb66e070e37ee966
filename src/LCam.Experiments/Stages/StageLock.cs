using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>
/// The sole right to work on stages of a store. Whoever holds it, the operating system takes it back when the process
/// ends, however it ends.
/// </summary>
internal sealed class StageLock : IDisposable
{
    private readonly List<Stream> _held = [];

    private StageLock()
    {
    }

    /// <summary>Takes the right to work in these folders, after a short wait where a dying process still has it.</summary>
    /// <exception cref="ProblemException">Another process keeps it.</exception>
    public static StageLock Take(IEnumerable<StageFolder> folders)
    {
        var taken = new StageLock();
        try
        {
            // In one order everywhere: two cohorts that share stages cannot each wait for the other.
            foreach (var folder in folders.OrderBy(folder => folder.LockPath, StringComparer.Ordinal))
            {
                taken._held.Add(TransientFaults.Pipeline().Execute(() => Open(folder)));
            }

            return taken;
        }
        catch (IOException failure) when (TransientFaults.IsTransient(failure))
        {
            taken.Dispose();
            throw new ProblemException(ProblemKind.Environment, new Problem(
                folders.First().LockPath, "another process is at work on this stage", "wait for it, or end it"), failure);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Whether a process is at work in a folder's stage now.</summary>
    public static bool IsTaken(StageFolder folder)
    {
        try
        {
            folder.FileSystem.FileStream.New(folder.LockPath, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Whatever cannot be told is taken for granted.
            return true;
        }
    }

    public void Dispose()
    {
        _held.ForEach(file => file.Dispose());
        _held.Clear();
    }

    private static FileSystemStream Open(StageFolder folder)
    {
        folder.FileSystem.Directory.CreateDirectory(folder.Path);
        return folder.FileSystem.FileStream.New(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }
}
