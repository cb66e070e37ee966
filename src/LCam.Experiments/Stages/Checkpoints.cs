using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>A training's saved states: whole files only, the newest few kept.</summary>
internal sealed class Checkpoints(StageFolder folder)
{
    /// <summary>How many files stay: the newest, and one to fall back on.</summary>
    public const int Kept = 2;

    private const string Folder = "checkpoints";

    /// <summary>Saves a state and says so in the journal, in this order: a line never promises a file that is not there.</summary>
    public void Save(JournalWriter journal, IReadOnlyDictionary<string, torch.Tensor> state, int epoch, long step)
    {
        folder.RequireJournal();
        try
        {
            Write(journal, state, epoch, step);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Problems.ProblemException)
        {
            // The folder may be taken away at any moment of this: that is what to tell then, not which file is missed first.
            folder.RequireJournal();
            throw;
        }
    }

    /// <summary>A checkpoint's file, relative to its run's folder.</summary>
    public static string NameOf(long step) => FormattableString.Invariant($"{Folder}/step-{step:D9}.safetensors");

    /// <summary>The state that a checkpoint holds; the caller disposes it.</summary>
    /// <exception cref="Problems.ProblemException">It cannot be read, or a later lcam wrote it.</exception>
    public StateDict Read(CheckpointEntry checkpoint)
    {
        var path = folder.PathOf(checkpoint.Path);
        var state = SafetensorsFile.Read(path);
        try
        {
            RunFormat.Require(path, state.Metadata.GetValueOrDefault(RunFormat.Key));
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private void Write(JournalWriter journal, IReadOnlyDictionary<string, torch.Tensor> state, int epoch, long step)
    {
        var name = NameOf(step);
        var path = folder.PathOf(name);
        folder.FileSystem.Directory.CreateDirectory(folder.PathOf(Folder));
        using (var weights = new StateDict())
        {
            foreach (var (key, tensor) in state)
            {
                weights.Add(key, tensor);
            }

            weights.Metadata[RunFormat.Key] = RunFormat.Version.ToString(CultureInfo.InvariantCulture);
            SafetensorsFile.Write(path, weights);
        }

        journal.Append(new CheckpointEntry(epoch, step, name, FileHash.Of(folder.FileSystem, path)));
        journal.Sync();
        Prune();
    }

    private void Prune()
    {
        var old = folder.FileSystem.Directory.GetFiles(folder.PathOf(Folder), "*.safetensors").Order(StringComparer.Ordinal).SkipLast(Kept);
        foreach (var path in old)
        {
            folder.FileSystem.File.Delete(path);
        }
    }
}
