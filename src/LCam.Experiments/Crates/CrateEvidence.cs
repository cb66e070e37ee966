using LCam.Experiments.Checklists;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Crates;

/// <summary>The forms of evidence that a crate carries, and what tells a person where to begin.</summary>
internal static class CrateEvidence
{
    public const string Checklist = "checklist.md";
    public const string Readme = "README.md";

    private const string Markdown = "text/markdown";

    /// <param name="tables">The crate's tables: what a codecheck makes anew.</param>
    public static IEnumerable<CrateFile> Of(ExperimentSpec spec, RecordedExperiment content, ExperimentStore store, IReadOnlyList<CrateFile> tables, CrateOptions options)
    {
        var facts = new EvidenceFacts(spec, content, store);
        var authors = new EvidenceOptions([.. options.Authors.Select(author => (author.Name, author.Url))]);
        var command = $"lcam run {CrateFiles.PathOfSpec(content.Record)}";
        yield return new CrateFile(Readme, "What is in the crate", Markdown, Introduction(facts, content)) { About = CrateMetadata.Root };
        yield return new CrateFile(Checklist, "Reproducibility checklist", Markdown, ChecklistMarkdown.Render(ChecklistBuilder.Build(facts)));
        yield return new CrateFile("neurips-checklist.tex", "NeurIPS paper checklist", "application/x-tex", NeuripsLatex.Render(facts));
        yield return new CrateFile(
            CodecheckManifest.FileName,
            "CODECHECK configuration",
            "application/yaml",
            CodecheckManifest.Render(facts, [.. tables.Select(table => new CodecheckFile(table.Path, $"{table.Name}: made by '{command}' and printed by 'lcam table'."))], authors));
        foreach (var method in facts.Methods)
        {
            yield return new CrateFile($"cards/{CratePaths.Safe(SaliencyCard.FileName(method))}", $"Saliency card: {method.Name}", Markdown, SaliencyCard.Render(facts, method));
        }
    }

    private static string Introduction(EvidenceFacts facts, RecordedExperiment content) =>
        $"""
        # {Line(facts.Spec.Name)}

        {Line(facts.Spec.Description ?? "An experiment with explanations of image classifiers.")}

        `ro-crate-metadata.json` describes every file here, each run with its inputs and results, and the files that are not here, by their hashes.

        - `{CrateFiles.PathOfSpec(content.Record)}`: the spec as it was run{(facts.Spec.Extended.Count > 0 ? ", behind it, as comments, the text of the files that it extends" : "")}, and `{CrateFiles.Resolved}` every value of it.
        - `table.md`, `table.csv`, `tables/`: the tables.
        - `scores/`, `similarities/`, `metrics/`: what each run measured, at full precision.
        - `{CodecheckManifest.FileName}`, `{Checklist}`, `neurips-checklist.tex`, `cards/`: evidence, with what is left to its authors.
        - `stages/`, `inputs/`, `environments/`, `sources/`, `{CrateFiles.Events}`: settings, inputs, machines, code and the chain of events.


        """.ReplaceLineEndings("\n");

    private static string Line(string text) => Texts.VisibleText.Line(text.ReplaceLineEndings(" ")).Replace("<", "&lt;", StringComparison.Ordinal);
}
