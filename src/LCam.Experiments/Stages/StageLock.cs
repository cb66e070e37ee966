using System.IO.Abstractions;
using LCam.Experiments.Resilience;

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
    /// <exception cref="StageBusyException">Another process keeps it.</exception>
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
        catch (IOException failure) when (IsHeldElsewhere(failure))
        {
            taken.Dispose();
            throw new StageBusyException(folders.First().LockPath, failure);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Takes the right to work on one stage, whatever the attempt; null where another process has it now.</summary>
    public static StageLock? TryTake(StageFolder folder)
    {
        var taken = new StageLock();
        try
        {
            taken._held.Add(OpenFile(folder));
            return taken;
        }
        catch (IOException failure) when (IsHeldElsewhere(failure))
        {
            return null;
        }
    }

    /// <summary>As <see cref="TryTake"/>, for those who clear up; null also where that cannot be told, or where the stage has no folder.</summary>
    public static StageLock? TryTakeLeft(StageFolder folder)
    {
        try
        {
            return folder.FileSystem.Directory.Exists(folder.FileSystem.Path.GetDirectoryName(folder.LockPath)!) ? TryTake(folder) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
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

    // EWOULDBLOCK, as .NET reports the lock of another open file.
    private static bool IsHeldElsewhere(IOException failure) => failure.HResult == TransientFaults.TryAgain;

    private static FileSystemStream Open(StageFolder folder)
    {
        folder.FileSystem.Directory.CreateDirectory(folder.Path);
        return OpenFile(folder);
    }

    private static FileSystemStream OpenFile(StageFolder folder)
    {
        folder.FileSystem.Directory.CreateDirectory(folder.FileSystem.Path.GetDirectoryName(folder.LockPath)!);
        return folder.FileSystem.FileStream.New(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }
}
