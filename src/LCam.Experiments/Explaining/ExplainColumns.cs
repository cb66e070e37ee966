using LCam.Explainers;
using LCam.Models;
using LCam.Problems;

namespace LCam.Experiments.Explaining;

/// <summary>Which explainers a request asks for: its runs' attention mechanisms, then the others, in the order given.</summary>
internal static class ExplainColumns
{
    private const string Option = "--explainer";
    private const string Standard = "grad-cam";

    /// <param name="request">The request.</param>
    /// <param name="runs">The runs that it names.</param>
    /// <param name="models">The models in files that it names.</param>
    /// <param name="architecture">Of the classifier; null where it is not known, so that parameters cannot be checked.</param>
    /// <exception cref="ProblemException">An explainer or parameter is unknown, wrong or named twice; or a trained one has no run.</exception>
    public static IReadOnlyList<ExplainColumn> Of(ExplainRequest request, IReadOnlyList<TrainedRun> runs, IReadOnlyList<AttentionModel> models, IBackboneArchitecture? architecture)
    {
        var (columns, problems) = (new List<ExplainColumn>(), new ProblemCollector());
        var trained = ExplainerRegistry.All.First(explainer => explainer.NeedsModel);
        if (architecture is not null)
        {
            columns.AddRange(runs.Select(run => new ExplainColumn(
                $"{trained.Id}-{run.ShortKey}", run.Name, trained, trained.Resolve(architecture), run)));
        }

        foreach (var (place, model) in architecture is null ? [] : models.Index())
        {
            problems.Try(() => columns.Add(new ExplainColumn(FormattableString.Invariant($"{trained.Id}-file-{place + 1}"), model.Name, trained, trained.Resolve(architecture!), null) { Model = Fitting(model, architecture!) }));
        }

        foreach (var choice in Choices(request))
        {
            if (problems.Try(() => ExplainerRegistry.Find(choice.Id)) is { } registration)
            {
                problems.Try(() => Add(columns, choice, registration, request, architecture));
            }
        }

        foreach (var run in runs.GroupBy(run => run.Order.Key).Where(same => same.Count() > 1))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(TrainedRunReader.Option, $"the training {run.First().Name} is named twice")]);
        }

        problems.ThrowIfAny();
        return columns;
    }

    private static IEnumerable<ExplainerChoice> Choices(ExplainRequest request) =>
        request is { Explainers.Count: 0, Runs.Count: 0, Attentions.Count: 0 }
            ? [new ExplainerChoice(Standard, [])]
            : request.Explainers.SelectMany(ExplainerChoice.Parse);

    private static void Add(
        List<ExplainColumn> columns, ExplainerChoice choice, ExplainerRegistration registration, ExplainRequest request, IBackboneArchitecture? architecture)
    {
        var values = choice.Values(registration);
        if (registration.NeedsModel && request is { Runs.Count: 0, Attentions.Count: 0 })
        {
            throw Wrong($"{registration.Id} explains with a trained attention mechanism", "name its training with --run, or its file with --attention");
        }

        if (architecture is null)
        {
            return;
        }

        var settings = registration.Resolve(architecture, values);
        if (registration.NeedsModel)
        {
            // Each run is a column of it already.
            return;
        }

        var same = columns.Where(column => column.Registration == registration).ToArray();
        if (same.Any(column => column.Settings.ToJson().ToJsonString() == settings.ToJson().ToJsonString()))
        {
            throw Wrong($"{registration.Id} is named twice with the same parameters", "name it once");
        }

        var key = same.Length == 0 ? registration.Id : FormattableString.Invariant($"{registration.Id}-{same.Length + 1}");
        columns.Add(new ExplainColumn(key, string.Join(", ", choice.Parameters), registration, settings, null));
    }

    private static AttentionModel Fitting(AttentionModel model, IBackboneArchitecture architecture) => model.Architecture == architecture
        ? model
        : throw new ProblemException(ProblemKind.InvalidInput, new Problem(AttentionModel.Option, $"{model.File} is of {model.Architecture.Id}, and the classifier is {architecture.Id}", "explain one network at a time"));

    private static ProblemException Wrong(string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem(Option, what, remedy));
}
