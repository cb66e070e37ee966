using LCam.Evaluation;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>One stage of a cohort that looks at an explainer's maps batch by batch, with its journal, open behind what is done.</summary>
internal interface IMeasuringPart : IDisposable
{
    /// <summary>Images that are done, from the list's first on.</summary>
    int Done { get; }

    /// <summary>Does a batch, or a part of one where memory is short.</summary>
    /// <param name="pass">The batch's clean pass, filled up to the batch size.</param>
    /// <param name="images">What its first rows are.</param>
    /// <param name="objects">Object masks (n,H,W) of these; null where there are none.</param>
    void Work(CleanPass pass, IReadOnlyList<EvaluationImage> images, torch.Tensor? objects);

    /// <summary>Writes something worth telling into the journal.</summary>
    void Note(string text);
}
