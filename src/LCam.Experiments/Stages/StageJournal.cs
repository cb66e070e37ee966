using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>A stage's journal, as its worker opens it.</summary>
internal static class StageJournal
{
    /// <summary>Cuts the journal to where the work goes on, and says in it who goes on, and where: what follows was computed here.</summary>
    /// <exception cref="ProblemException">It was begun under other conditions, and must not be mixed: the journal is left as it is.</exception>
    public static JournalWriter Open(StageOrder order, StageFolder folder, ResumePoint resumed)
    {
        var here = EnvironmentDescription.Here(order.Execution.Device, order.Execution.Threads).Text;
        RequireSameConditions(order, folder, resumed, here);
        var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, resumed.JournalLength);
        try
        {
            if (resumed.Done > 0 && resumed.Stretches.Count == 0 && order.EarlierEnvironment is { } earlier)
            {
                journal.Append(new StretchEntry(0, earlier));
            }

            journal.Append(new StretchEntry(resumed.Done, here, RunFormat.Version, Environment.MachineName));
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    // Whoever submits work to other machines cannot tell what these will be.
    private static void RequireSameConditions(StageOrder order, StageFolder folder, ResumePoint resumed, string here)
    {
        if (order.MayMix != false || resumed.Done == 0)
        {
            return;
        }

        var then = resumed.Stretches.Count > 0 ? resumed.Stretches.Select(stretch => stretch.Environment) : [order.EarlierEnvironment ?? ""];
        var differences = then.Distinct().SelectMany(text => Conditions.Differences(Conditions.Parse(text), Conditions.Parse(here), ("then", "now"))).Distinct().ToList();
        if (differences.Count > 0)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(
                folder.Path,
                $"it was begun under other conditions than there are on {Environment.MachineName}, and going on would mix its numbers: {string.Join("; ", differences)}",
                "'lcam retry' begins it anew; with --continue-elsewhere it goes on, and its numbers are called mixed"));
        }
    }
}
