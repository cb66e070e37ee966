using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>The maps that a finished stage kept. The batch that was read last stays in memory.</summary>
internal sealed class KeptMaps : IDisposable
{
    private readonly StageFolder _folder;
    private readonly torch.Device _device;
    private readonly List<MapsEntry> _batches;
    private MapsEntry? _open;
    private torch.Tensor? _maps;

    private KeptMaps(StageFolder folder, List<MapsEntry> batches, torch.Device device)
    {
        _folder = folder;
        _batches = batches;
        _device = device;
    }

    /// <summary>The maps that a run kept.</summary>
    /// <exception cref="Problems.ProblemException">Its files are gone, or are not those that the store knows.</exception>
    public static KeptMaps Of(IFileSystem fileSystem, string store, KeptRun run, torch.Device device)
    {
        var folder = FolderOf(fileSystem, store, run);
        return new KeptMaps(folder, Batches(folder), device);
    }

    /// <summary>The folder of a run that kept maps, its files compared with the store's digests.</summary>
    /// <exception cref="Problems.ProblemException">They are gone, or are not those that the store knows.</exception>
    public static StageFolder FolderOf(IFileSystem fileSystem, string store, KeptRun run)
    {
        var folder = new StageFolder(fileSystem, store, run.Stage, run.Attempt);
        return MapsFile.Exists(folder) && fileSystem.File.Exists(folder.JournalPath)
            && FileHash.Of(fileSystem, folder.JournalPath) == run.Journal && FileHash.Of(fileSystem, folder.PathOf(MapsFile.Name)) == run.Maps
            ? folder
            : throw MapsFile.Damaged(folder, "is gone, or it or its journal is not what the run left");
    }

    /// <summary>A finished run's batches, as its journal has them.</summary>
    public static List<MapsEntry> Batches(StageFolder folder) => [.. folder.ReadJournal().Select(placed => placed.Entry).OfType<MapsEntry>()];

    /// <summary>Raw maps (N,h,w) of a pass's images, which belong to the caller's scope; null where not all of them were kept.</summary>
    /// <exception cref="Problems.ProblemException">They are damaged.</exception>
    public torch.Tensor? Of(CleanPass pass)
    {
        using var scope = torch.NewDisposeScope();
        var maps = new List<torch.Tensor>(pass.Count);
        foreach (var place in pass.Places)
        {
            if (_batches.Find(batch => place >= batch.First && place < batch.First + batch.Classes.Count) is not { } batch)
            {
                return null;
            }

            maps.Add(Open(batch).narrow(0, place - batch.First, 1));
        }

        return torch.cat(maps).to(_device).MoveToOuterDisposeScope();
    }

    public void Dispose() => _maps?.Dispose();

    private torch.Tensor Open(MapsEntry batch)
    {
        if (_open != batch)
        {
            var maps = MapsFile.Read(_folder, batch).DetachFromDisposeScope();
            _maps?.Dispose();
            (_open, _maps) = (batch, maps);
        }

        return _maps!;
    }
}
