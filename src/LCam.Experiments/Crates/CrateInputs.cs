using System.Text.Json.Nodes;
using LCam.Experiments.Recorded;
using LCam.Experiments.Store;
using LCam.Images;

namespace LCam.Experiments.Crates;

/// <summary>Describes what runs read and left that is not in the crate: it is known by its hash, and its place is in the description of inputs.</summary>
/// <param name="files">The crate's files: what is among them is no longer known by its hash alone.</param>
internal sealed class CrateInputs(CrateGraph graph, IReadOnlyList<CrateFile> files)
{
    private const string Creation = "CreativeWork";

    private readonly Dictionary<string, string> _included = files.Where(file => file.Source is not null).ToDictionary(file => file.Source!.Sha256, file => file.Id, StringComparer.Ordinal);

    /// <summary>What metadata call a file that is not in the crate: a local name, so that nobody looks for it there.</summary>
    public static string IdOf(string sha256) => $"#file-{Uri.EscapeDataString(sha256)}";

    /// <summary>The entities of a run's inputs that are files of the user's.</summary>
    public IReadOnlyList<string> Read(RecordedRun run) => run.Provenance is not { } provenance || StoredJson.Parse(provenance.Inputs) is not JsonObject inputs
        ? []
        : [.. inputs.Where(input => input.Value is JsonObject).SelectMany(input => Read(input.Key, input.Value!.AsObject()))];

    /// <summary>The entities of the weights that a run left; what its other files say is in the numbers.</summary>
    public IReadOnlyList<string> Left(RecordedRun run) =>
        [.. run.Artifacts.Where(artifact => artifact.Role is "attention" or "weights").Select(artifact => File(artifact.Sha256, artifact.Path, $"{artifact.Role} of run {run.Run.Id}", artifact.Bytes))];

    private IEnumerable<string> Read(string name, JsonObject input)
    {
        if ((string?)input["sha256"] is { } sha256)
        {
            yield return File(sha256, System.IO.Path.GetFileName((string?)input["file"] ?? name), name);
        }

        var isByFolders = FolderLabels.Is((string?)input["list"]);
        if ((string?)input["list-sha256"] is { } list && !isByFolders)
        {
            yield return File(list, System.IO.Path.GetFileName((string?)input["list"] ?? name), $"list of {name} images");
        }

        if ((string?)input["root"] is { } root)
        {
            yield return graph.Add(
                $"#images-{Uri.EscapeDataString(root)}",
                Creation,
                ("name", FormattableString.Invariant($"{(long?)input["count"]} {name} images")),
                ("description", $"Images that are not in the crate{(isByFolders ? ", labelled by the folders that they lie in" : "")}; the identifier is a hash over the content of all of them."),
                ("identifier", root));
        }
    }

    // One file may be several things, to several runs: what it was to each, the description of its inputs says.
    private string File(string sha256, string name, string what, long? bytes = null) => graph.Add(
        _included.GetValueOrDefault(sha256) ?? IdOf(sha256),
        "File",
        ("name", name),
        ("description", $"{char.ToUpperInvariant(what[0])}{what[1..]}: a file that is not in the crate, known by its SHA-256."),
        ("contentSize", bytes is { } size ? FormattableString.Invariant($"{size}") : null),
        ("sha256", sha256));
}
