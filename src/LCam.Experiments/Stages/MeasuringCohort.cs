using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>How stages that look at explainers' maps of one network are executed together: each fails or succeeds by itself.</summary>
internal static class MeasuringCohort
{
    /// <typeparam name="T">A stage's explainer and journal.</typeparam>
    /// <param name="open">Makes them for a stage's order, its folder and the frozen network.</param>
    /// <param name="work">Does the work of all that could be opened.</param>
    /// <param name="files">The files that a stage leaves beside its journal, with their roles; null for none.</param>
    public static void Execute<T>(
        IReadOnlyList<StageTask> cohort,
        Func<StageTask, Backbone, T> open,
        Action<IReadOnlyDictionary<StageTask, T>, Backbone> work,
        Func<T, IEnumerable<(string Name, string Role)>>? files = null)
        where T : IDisposable
    {
        var first = (MeasuringOrder)cohort[0].Order;
        torch.set_num_threads(first.Execution.Threads);
        using var noGradient = torch.no_grad();
        using var backbone = StageModels.Backbone(first, cohort[0].Folder);
        var opened = new Dictionary<StageTask, T>();
        try
        {
            foreach (var task in cohort)
            {
                task.Attempt(() => opened.Add(task, open(task, backbone)));
            }

            if (opened.Count > 0)
            {
                work(opened, backbone);
            }
        }
        finally
        {
            foreach (var stage in opened.Values)
            {
                stage.Dispose();
            }
        }

        foreach (var (task, stage) in opened)
        {
            task.Attempt(() =>
            {
                task.Folder.RequireJournal();
                task.Succeed([.. (files?.Invoke(stage) ?? []).Append((StageFolder.JournalName, "journal")).Select(file => task.Folder.Describe(file.Item1, file.Item2))]);
            });
        }
    }
}
