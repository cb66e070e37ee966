using System.Globalization;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Checklists;

/// <summary>One item of the NeurIPS paper checklist.</summary>
/// <param name="Title">As the form has it.</param>
/// <param name="Question">As the form has it: authors may not change it.</param>
/// <param name="Answer">What the store answers; null where only the author can.</param>
/// <param name="Facts">What the store says to it, each in a sentence.</param>
/// <param name="ForAuthor">What is left to say; null where nothing is.</param>
internal sealed record NeuripsItem(string Title, string Question, NeuripsAnswer? Answer, IReadOnlyList<string> Facts, string? ForAuthor);

/// <summary>An answer of the form.</summary>
internal enum NeuripsAnswer
{
    Yes,

    No,
}

/// <summary>
/// The items of the NeurIPS paper checklist (the form of 2025), answered from the store where it can: how the numbers came
/// about, what they vary with, what they cost. What the paper itself says, only its authors know.
/// </summary>
internal static class NeuripsChecklist
{
    public static IEnumerable<NeuripsItem> Of(EvidenceFacts facts)
    {
        yield return ForAuthor("Claims", "Do the main claims made in the abstract and introduction accurately reflect the paper's contributions and scope?", "Say where each claim is shown.");
        yield return ForAuthor("Limitations", "Does the paper discuss the limitations of the work performed by the authors?", "Discuss them: a store holds numbers, not what they do not show.");
        yield return ForAuthor("Theory assumptions and proofs", "For each theoretical result, does the paper provide the full set of assumptions and a complete (and correct) proof?", "No experiment holds a theoretical result: say that there is none, or where it is proven.");
        yield return new NeuripsItem(
            "Experimental result reproducibility",
            "Does the paper fully disclose all the information needed to reproduce the main experimental results of the paper to the extent that it affects the main claims and/or conclusions of the paper (regardless of whether the code and data are provided or not)?",
            null,
            [.. Reproduction(facts)],
            "Say where the paper discloses it.");
        yield return new NeuripsItem(
            "Open access to data and code",
            "Does the paper provide open access to the data and code, with sufficient instructions to faithfully reproduce the main experimental results, as described in supplemental material?",
            null,
            [.. CodeLines.Code(facts), .. CodeLines.Commands(facts)],
            "Give the addresses of code and data.");
        yield return new NeuripsItem(
            "Experimental setting/details",
            "Does the paper specify all the training and test details (e.g., data splits, hyperparameters, how they were chosen, type of optimizer, etc.) necessary to understand the results?",
            null,
            [.. ResultLines.Parameters(facts), .. Settings(facts), .. DataLines.Splits(facts), .. DataLines.Preprocessing(facts)],
            "Say where the paper has them, and how the values were chosen: the program chose none.");
        yield return Significance(facts);
        yield return new NeuripsItem(
            "Experiments compute resources",
            "For each experiment, does the paper provide sufficient information on the computer resources (type of compute workers, memory, time of execution) needed to reproduce the experiments?",
            facts.HasModelsFromElsewhere ? null : NeuripsAnswer.Yes,
            [.. Compute(facts.Compute), .. ResultLines.Times(facts)],
            facts.HasModelsFromElsewhere ? "Say what the trainings elsewhere cost." : null);
        yield return ForAuthor("Code of ethics", "Does the research conducted in the paper conform, in every respect, with the NeurIPS Code of Ethics?", "Read it, and say so.");
        yield return ForAuthor("Broader impacts", "Does the paper discuss both potential positive societal impacts and negative societal impacts of the work performed?", "Discuss them, or say why there are none.");
        yield return ForAuthor("Safeguards", "Does the paper describe safeguards that have been put in place for responsible release of data or models that have a high risk for misuse (e.g., pretrained language models, image generators, or scraped datasets)?", "Describe them, or say that nothing of the kind is released.");
        yield return new NeuripsItem(
            "Licenses for existing assets",
            "Are the creators or original owners of assets (e.g., code, data, models), used in the paper, properly credited and are the license and terms of use explicitly mentioned and properly respected?",
            null,
            [.. DataLines.Counts(facts), .. CodeLines.Weights(facts), .. CodeLines.Given(facts)],
            "Credit the owner of each and name its licence: the store knows contents, not terms.");
        yield return new NeuripsItem(
            "New assets", "Are new assets introduced in the paper well documented and is the documentation provided alongside the assets?", null, [.. CodeLines.Models(facts)], "Say what is released, and where it is documented; 'lcam export --ro-crate' describes all but images and weights.");
        yield return ForAuthor("Crowdsourcing and research with human subjects", "For crowdsourcing experiments and research with human subjects, does the paper include the full text of instructions given to participants and screenshots, if applicable, as well as details about compensation (if any)?", "No person takes part in an experiment of the store: say so, or describe what was done beside it.");
        yield return ForAuthor("Institutional review board (IRB) approvals or equivalent for research with human subjects", "Does the paper describe potential risks incurred by study participants, whether such risks were disclosed to the subjects, and whether Institutional Review Board (IRB) approvals (or an equivalent approval/review based on the requirements of your country or institution) were obtained?", "No person takes part in an experiment of the store: say so, or name the approval.");
        yield return ForAuthor("Declaration of LLM usage", "Does the paper describe the usage of LLMs if it is an important, original, or non-standard component of the core methods in this research?", "The methods here use none: say what the rest of the work does.");
    }

    private static NeuripsItem ForAuthor(string title, string question, string open) => new(title, question, null, [], open);

    private static IEnumerable<string> Reproduction(EvidenceFacts facts)
    {
        yield return $"The spec {facts.SpecName}, with the SHA-256 {facts.SpecSha256}, determines every number: each is kept under a key that is the hash of its settings and of its inputs' contents.";
        foreach (var line in ResultLines.Seeds(facts))
        {
            yield return line;
        }

        if (facts.Methods.Any(method => method.Explainer.Seeded))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The seed of explainers that draw random numbers is {facts.Spec.Explainers.Seed}.");
        }

        yield return "Random numbers are functions of a seed, a purpose and a place, so that neither threads nor interruptions move them.";
        foreach (var line in CodeLines.Commands(facts))
        {
            yield return line;
        }
    }

    // Of trainings alone that there are: what a default says of none is nothing that a reader could use.
    private static IEnumerable<string> Settings(EvidenceFacts facts)
    {
        foreach (var (kind, part) in new[] { ("train", "training"), ("measure", "evaluation") })
        {
            var settings = facts.Settings(kind).Select(settings => settings[part]).OfType<JsonObject>().ToList();
            if (settings.Count > 0)
            {
                var values = settings.SelectMany(one => one).GroupBy(one => one.Key).Select(values => $"{values.Key} {string.Join(" or ", EvidenceFacts.Values(values.Select(one => one.Value)))}");
                yield return $"All values of stages of kind {kind}: {string.Join("; ", values)}.";
            }
        }
    }

    private static NeuripsItem Significance(EvidenceFacts facts)
    {
        var line = ResultLines.Spread(facts);
        var kinds = facts.Spec.Tables.SelectMany(ResultLines.Bars).Distinct().ToList();
        return new NeuripsItem(
            "Experiment statistical significance",
            "Does the paper report error bars suitably and correctly defined or other appropriate information about the statistical significance of the experiments?",
            kinds.Count > 0 ? NeuripsAnswer.Yes : NeuripsAnswer.No,
            kinds.Count > 0 ? [.. line.Facts, $"Variability is shown as {EvidenceFacts.List(kinds)}{(facts.Spec.Tables.Any(table => table.ShowsDeviation) ? "; deviations are those of a sample, with the divisor n - 1" : "")}."] : [.. line.Facts, "No table of the experiment has error bars or tests."],
            line.ForAuthor);
    }

    private static IEnumerable<string> Compute(ComputeFacts compute)
    {
        foreach (var use in compute.Devices)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"On {use.Device} ({use.Hardware}): {use.Attempts} runs, of which {use.Failed} failed or were interrupted; {Hours(use.Seconds)} in all, {Hours(use.FailedSeconds)} of it for those; {Hours(use.Elapsed)} in which something ran.");
            if (use.Peak is { } peak)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"A process on {use.Device} had at most {peak / 1e6:F0} MB resident.");
            }
        }

        if (compute.OtherRuns > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The same store has {compute.OtherRuns} further runs of other settings, which took {Hours(compute.OtherSeconds)}.");
        }
    }

    private static string Hours(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.###} hours ({seconds:F0} s)");
}
