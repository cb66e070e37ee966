using System.Globalization;
using System.Text;
using LCam.Experiments.Provenance;
using LCam.Explainers;
using LCam.Measures;
using LCam.Texts;

namespace LCam.Experiments.Checklists;

/// <summary>
/// A saliency card as Markdown (Boggust et al., Saliency Cards: A Framework to Characterize and Compare Saliency Methods,
/// FAccT 2023): an explainer's design from its definition, and what the store measured of it.
/// </summary>
internal static class SaliencyCard
{
    /// <summary>How the text begins.</summary>
    public const string Start = "# Saliency card: ";

    private const int DigestDigits = 8;

    private static readonly string[] InputMeasures = ["insertion", "deletion"];
    private static readonly string[] MinimalityMeasures = ["sparseness", "complexity"];
    private static readonly string[] CorrespondenceMeasures = ["pointing-game", "energy-inside"];

    /// <summary>The file of an explainer's card: its id, and a hash of the name where a spec gave it one.</summary>
    public static string FileName(MethodFacts method) =>
        method.Explainer == ExplainerRegistry.Recorded ? $"{method.Explainer.Id}-{ContentAddress.Of(method.Name)[..DigestDigits]}.md" : $"{method.Explainer.Id}.md";

    public static string Render(EvidenceFacts facts, MethodFacts method)
    {
        var (explainer, traits) = (method.Explainer, method.Explainer.Traits);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The subjects are those of Boggust et al., Saliency Cards (FAccT 2023). Design is from the explainer's definition, numbers are from the store of the experiment {Escape(facts.Spec.Name)}.\n");
        text.Append("\n## Methodology\n\n");
        Line(text, "A map's value", [traits.Meaning]);
        Line(text, "Described by", [traits.Source is { } source ? $"{source}." : explainer.IsControl ? "Nobody: it is a control, which explains nothing and is there to compare with." : "Nobody that this program knows."]);
        Line(text, "Determinism", Determinism(facts, method));
        Line(text, "Hyper-parameter dependence", Parameters(method));
        Line(text, "Model agnosticism", [Agnosticism(explainer)]);
        Line(text, "Computational efficiency", Efficiency(method));
        Line(text, "Semantic directness", [$"A map's value needs the definition above to be read: {(traits.Access == NetworkAccess.Outputs ? "it is a score of the network" : "it is no probability and no score")}.", "*For the author to answer:* what readers are told that it means."]);
        text.Append("\n## Sensitivity testing\n\n");
        Line(text, "Input sensitivity", [.. Confidences(method), .. Means(method, InputMeasures)]);
        Line(text, "Label sensitivity", ["Not tested: every image is explained for the class that the network gives it."]);
        Line(text, "Model sensitivity", Sanity(method));
        text.Append("\n## Perceptibility testing\n\n");
        Line(text, "Minimality", OrNotTaken(Means(method, MinimalityMeasures), MinimalityMeasures));
        Line(text, "Perceptual correspondence", OrNotTaken(Means(method, CorrespondenceMeasures), CorrespondenceMeasures));
        return UneditedMark.Put(VisibleText.Of($"{Start}{Escape(method.Name)}\n\n"), ("<!--", " -->"), VisibleText.Of("\n" + text));
    }

    private static IEnumerable<string> Determinism(EvidenceFacts facts, MethodFacts method)
    {
        yield return method.Explainer.Seeded
            ? string.Create(CultureInfo.InvariantCulture, $"Draws random numbers, each a function of a seed and of its place: the same seed gives the same map. The seed here is {facts.Spec.Explainers.Seed}.")
            : method.Explainer == ExplainerRegistry.Recorded ? "Unknown: another program made the maps, which are read as they are."
            : "Draws nothing at random: a map is a function of the image, the class and the weights.";
        if (method.Explainer.NeedsModel)
        {
            yield return $"The explainer itself is trained, and another seed of its training gives other maps. {(facts.Seeds.Count > 0 ? $"Seeds here: {EvidenceFacts.List(facts.Seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))}." : "")}".TrimEnd();
        }

        foreach (var note in method.Rows.Where(row => row.Source.Cell?.Given is not null).SelectMany(row => row.Source.Notes).Distinct())
        {
            yield return $"{note}; the seed of that training is unknown.";
        }
    }

    private static IEnumerable<string> Parameters(MethodFacts method)
    {
        var moving = method.Explainer.Parameters.Where(parameter => parameter.MovesNumbers).ToList();
        if (method.Explainer.NeedsModel)
        {
            yield return "All settings of its training; the report and `lcam show` list them.";
        }
        else if (moving.Count == 0)
        {
            yield return "It has none.";
        }

        foreach (var parameter in moving)
        {
            var used = EvidenceFacts.Values(method.Rows.Select(row => row.Source.Settings.ToJson()[parameter.Name]));
            yield return $"`{parameter.Name}`: {parameter.Meaning} Default: {parameter.DefaultText}.{(used.Count > 0 ? $" Here: {string.Join(" or ", used)}." : "")}";
        }
    }

    private static string Agnosticism(ExplainerRegistration explainer) => explainer.Traits.Access switch
    {
        NetworkAccess.None => "Needs no network at all.",
        NetworkAccess.Outputs => "Any network that scores classes: nothing inside it is looked at.",
        NetworkAccess.FeatureMaps when explainer.NeedsModel => "A convolutional network whose feature maps can be read; the explainer is trained anew for each.",
        NetworkAccess.FeatureMaps => "A convolutional network whose feature maps can be read.",
        NetworkAccess.Gradients => "A network that can be differentiated; what it is differentiated by, its parameters say.",
        _ => "Unknown: another program made the maps.",
    };

    private static IEnumerable<string> Efficiency(MethodFacts method)
    {
        foreach (var rows in method.Rows.GroupBy(row => (row.Source.Group, row.Source.ForwardPasses)))
        {
            yield return rows.Key.ForwardPasses is { } passes
                ? string.Create(CultureInfo.InvariantCulture, $"{Escape(rows.Key.Group)}: {passes} forward and {method.Explainer.Traits.BackwardPasses} backward passes for one explanation.")
                : $"{Escape(rows.Key.Group)}: passes of another program, unknown here.";
        }

        var seconds = Means(method, ["seconds"]).ToList();
        foreach (var line in seconds.Count > 0 ? seconds : ["Time was not measured: add `seconds` to the spec's `measures`."])
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Confidences(MethodFacts method) =>
        from row in method.Rows
        where row.Measured is { Summaries.Count: > 0 }
        let shares = row.Measured!.Summaries.OrderBy(summary => summary.Key).Select(summary => string.Create(
            CultureInfo.InvariantCulture, $"{100 * (1 - summary.Key):0.##} % of the pixels: {Shown(summary.Value.AverageDrop)}, {Shown(summary.Value.IncreaseInConfidence)}"))
        select $"{Named(row)}: average drop and increase in confidence (%) when the image is seen through {string.Join("; ", shares)}.";

    private static IEnumerable<string> Means(MethodFacts method, IEnumerable<string> measures) =>
        from id in measures
        let measure = MeasureRegistry.Find(id)
        from row in method.Rows
        let summary = row.Measured?.Measures.GetValueOrDefault(id)
        where summary is { Mean: not null }
        select string.Create(CultureInfo.InvariantCulture, $"{Named(row)}: {measure.Name} {summary.Mean:0.####} (mean of {summary.Images} images).");

    private static IEnumerable<string> Sanity(MethodFacts method)
    {
        var checks = method.Rows.SelectMany(row => row.Sanity, (row, check) => (row, check)).ToList();
        foreach (var (row, check) in checks)
        {
            var layers = check.Layers.Where(layer => layer.RankCorrelation.Mean is not null).ToList();
            yield return layers.Count == 0
                ? $"{Named(row)}: no similarity is defined (sanity check {Escape(check.Experiment)}, run {check.Run})."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Named(row)}: with the layers random from the output down, maps keep a rank correlation of {layers[0].RankCorrelation.Mean:0.###} ({layers[0].Layer} alone) to {layers[^1].RankCorrelation.Mean:0.###} (down to {layers[^1].Layer}), and an SSIM of {layers[0].StructuralSimilarity.Mean:0.###} to {layers[^1].StructuralSimilarity.Mean:0.###}; 1 is the same map (sanity check {Escape(check.Experiment)}, run {check.Run}).");
        }

        if (checks.Count == 0)
        {
            yield return "Not tested: the store has no sanity check of it on these networks (key `sanity` of a spec).";
        }
    }

    private static List<string> OrNotTaken(IEnumerable<string> means, string[] measures) =>
        means.ToList() is { Count: > 0 } taken ? taken : [$"Not tested: add {string.Join(" or ", measures.Select(measure => $"`{measure}`"))} to the spec's `measures`."];

    // What is no number is said in words, in any culture.
    private static string Shown(double value) => double.IsFinite(value) ? value.ToString("F2", CultureInfo.InvariantCulture) : "undefined";

    private static string Named(MethodRow row) => $"{Escape(row.Source.Method)} on {Escape(row.Source.Group)}";

    private static void Line(StringBuilder text, string subject, IEnumerable<string> facts)
    {
        text.Append(CultureInfo.InvariantCulture, $"- **{subject}**\n");
        foreach (var fact in facts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {fact.ReplaceLineEndings(" ")}\n");
        }
    }

    // A name from a spec is text, whatever is in it.
    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
