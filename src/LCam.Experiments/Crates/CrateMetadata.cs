using System.Text.Json.Nodes;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;

namespace LCam.Experiments.Crates;

/// <summary>
/// Describes a crate: RO-Crate 1.3 with the profiles Workflow RO-Crate 1.1 and Process, Workflow and Provenance Run Crate 0.6.
/// The workflow is the spec, its steps are the stages, and each run is an action.
/// </summary>
/// <param name="extended">The files that the spec extends.</param>
internal sealed class CrateMetadata(ExperimentSpec spec, RecordedExperiment content, IReadOnlyList<ExtendedFile> extended, IReadOnlyList<CrateFile> files, CrateOptions options)
{
    public const string Root = "./";

    private const string CrateVersion = "https://w3id.org/ro/crate/1.3";
    private const string Profiles = "https://w3id.org/ro/wfrun";
    private const string WorkflowCrate = "https://w3id.org/workflowhub/workflow-ro-crate/1.1";
    private const string Creation = "CreativeWork";

    private static readonly (string Id, string Name, string Version)[] Known =
    [
        ($"{Profiles}/process/0.6", "Process Run Crate", "0.6"),
        ($"{Profiles}/workflow/0.6", "Workflow Run Crate", "0.6"),
        ($"{Profiles}/provenance/0.6", "Provenance Run Crate", "0.6"),
        (WorkflowCrate, "Workflow RO-Crate", "1.1"),
    ];

    private readonly CrateGraph _graph = new();

    /// <summary>The metadata document.</summary>
    /// <param name="facts">What the files came out as, by path.</param>
    public string Text(IReadOnlyDictionary<string, CrateFileFacts> facts)
    {
        _graph.Add(CrateGraph.FileName, Creation, ("about", CrateGraph.To(Root)), ("conformsTo", CrateGraph.To(CrateVersion)));
        var authors = options.Authors.Select(Author).ToList();
        var workflow = new CrateWorkflow(_graph, content, extended);
        var actions = new CrateActions(_graph, content, files, authors);
        AddRoot(authors, actions.Ids);
        Authors(authors);
        foreach (var (id, name, version) in Known)
        {
            _graph.Add(id, new JsonArray(Creation, "Profile"), ("name", name), ("version", version));
        }

        workflow.Add(facts[workflow.Path]);
        foreach (var file in files.Where(file => file.Path != workflow.Path))
        {
            AddFile(file, facts[file.Path]);
        }

        actions.Add();
        return _graph.Text();
    }

    private void AddRoot(IReadOnlyList<string> authors, IEnumerable<string> actions) => _graph.Add(
        Root,
        "Dataset",
        ("name", spec.Name),
        ("description", spec.Description ?? $"The experiment {spec.Name}: its spec, tables, runs and numbers."),
        ("datePublished", CrateGraph.Time(content.Runs.Max(run => run.Run.Ended ?? run.Run.Started))),
        ("license", CrateGraph.To(LicenseId())),
        ("author", CrateGraph.To(authors)),
        ("conformsTo", CrateGraph.To(Known.Select(profile => profile.Id))),
        ("mainEntity", CrateGraph.To(CratePaths.Id(CrateFiles.PathOfSpec(content.Record)))),
        ("hasPart", CrateGraph.To(files.Select(file => file.Id))),
        ("mentions", CrateGraph.To(actions)));

    private string Author(CrateAuthor author, int place) => author.Url ?? FormattableString.Invariant($"#author-{place + 1}");

    private void Authors(IReadOnlyList<string> ids)
    {
        foreach (var (id, author) in ids.Zip(options.Authors))
        {
            _graph.Add(id, "Person", ("name", author.Name));
        }

        var given = options.License;
        _graph.Add(
            LicenseId(),
            Creation,
            ("name", given ?? "No licence is given"),
            ("description", given is null ? "Nobody has said how the contents may be used: ask whoever made the experiment." : "What the contents may be used under."));
    }

    private string LicenseId() => options.License switch
    {
        null => "#no-licence",
        { } address when Uri.TryCreate(address, UriKind.Absolute, out _) => address,
        { } identifier => $"https://spdx.org/licenses/{Uri.EscapeDataString(identifier)}",
    };

    private void AddFile(CrateFile file, CrateFileFacts facts) => _graph.Add(
        file.Id,
        "File",
        ("name", file.Name),
        ("encodingFormat", file.Format),
        ("contentSize", FormattableString.Invariant($"{facts.Bytes}")),
        ("sha256", facts.Sha256),
        ("about", CrateGraph.To(file.About)));
}
