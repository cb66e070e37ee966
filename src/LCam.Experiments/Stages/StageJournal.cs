using LCam.Experiments.Environments;
using LCam.Experiments.Journals;

namespace LCam.Experiments.Stages;

/// <summary>A stage's journal, as its worker opens it.</summary>
internal static class StageJournal
{
    /// <summary>Cuts the journal to where the work goes on, and says in it who goes on, and where: what follows was computed here, by this process's own word.</summary>
    public static JournalWriter Open(StageOrder order, StageFolder folder, ResumePoint resumed)
    {
        var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, resumed.JournalLength);
        try
        {
            if (resumed.Done > 0 && resumed.Stretches.Count == 0 && order.EarlierEnvironment is { } earlier)
            {
                journal.Append(new StretchEntry(0, earlier));
            }

            journal.Append(new StretchEntry(resumed.Done, EnvironmentDescription.Here(order.Execution.Device, order.Execution.Threads).Text, RunFormat.Version, Environment.MachineName));
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }
}
