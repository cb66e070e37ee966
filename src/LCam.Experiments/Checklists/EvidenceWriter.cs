using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Checklists;

/// <summary>A document about an experiment.</summary>
/// <param name="FileName">What it is called where several are written.</param>
public sealed record EvidenceDocument(string FileName, string Text);

/// <summary>A form of evidence that can be asked for.</summary>
/// <param name="Id">As the command line calls it.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="IsSeveral">Whether it is several documents, and so goes into a folder.</param>
public sealed record EvidenceFormat(string Id, string Description, bool IsSeveral = false);

/// <summary>Writes evidence of an experiment in the forms that venues ask for, all from the same facts of its store.</summary>
public sealed class EvidenceWriter(ExperimentStore store)
{
    public static EvidenceFormat Markdown { get; } = new("markdown", "the machine learning reproducibility checklist");

    public static EvidenceFormat Neurips { get; } = new("neurips", "the NeurIPS paper checklist as LaTeX");

    public static EvidenceFormat Codecheck { get; } = new("codecheck", "CODECHECK's codecheck.yml");

    public static EvidenceFormat Cards { get; } = new("cards", "a saliency card for each explainer", IsSeveral: true);

    public static IReadOnlyList<EvidenceFormat> Formats { get; } = [Markdown, Neurips, Codecheck, Cards];

    /// <param name="folder">The full path of the folder that <c>codecheck.yml</c> is to lie in.</param>
    /// <exception cref="ProblemException">The store does not know the experiment, nothing of it was run, or runs are under way; or there is no output for a codecheck.</exception>
    public IReadOnlyList<EvidenceDocument> Write(ExperimentSpec spec, EvidenceFormat format, EvidenceOptions options, string folder)
    {
        var facts = new EvidenceFacts(spec, RecordedExperiment.Read(store, spec.Name), store);
        return format.Id switch
        {
            "neurips" => [new EvidenceDocument("neurips-checklist.tex", NeuripsLatex.Render(facts))],
            "codecheck" => [new EvidenceDocument(CodecheckManifest.FileName, CodecheckManifest.Render(facts, CodecheckOutputs.Of(spec, folder), options))],
            "cards" => [.. facts.Methods.Select(method => new EvidenceDocument(SaliencyCard.FileName(method), SaliencyCard.Render(facts, method)))],
            _ => [new EvidenceDocument("checklist.md", ChecklistMarkdown.Render(ChecklistBuilder.Build(facts)))],
        };
    }
}
