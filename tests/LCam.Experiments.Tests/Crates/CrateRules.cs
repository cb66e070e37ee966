using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Tests.Crates;

/// <summary>
/// What the specifications require of a crate: RO-Crate 1.3, Workflow RO-Crate 1.1, and the profiles Process, Workflow and
/// Provenance Run Crate 0.6.
/// </summary>
internal sealed class CrateRules
{
    private const string Metadata = "ro-crate-metadata.json";
    private const string Crate = "https://w3id.org/ro/crate/1.3";
    private const string WorkflowCrate = "https://w3id.org/workflowhub/workflow-ro-crate/1.1";

    private static readonly string[] Profiles = ["https://w3id.org/ro/wfrun/process/0.6", "https://w3id.org/ro/wfrun/workflow/0.6", "https://w3id.org/ro/wfrun/provenance/0.6", WorkflowCrate];
    private static readonly string[] Software = ["SoftwareApplication", "SoftwareSourceCode", "ComputationalWorkflow"];

    private readonly List<string> _broken = [];
    private readonly Dictionary<string, JsonObject> _entities = new(StringComparer.Ordinal);
    private readonly string _folder;

    private CrateRules(string folder) => _folder = folder;

    /// <summary>The rules that a crate in a folder breaks.</summary>
    public static IReadOnlyList<string> Broken(string folder)
    {
        var rules = new CrateRules(folder);
        rules.Look(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Metadata)))!.AsObject());
        return rules._broken;
    }

    private void Look(JsonObject document)
    {
        Require(document.Select(part => part.Key).SequenceEqual(["@context", "@graph"]), "the document has a context and a graph, and nothing else");
        Require(document["@context"]!.AsArray().Select(context => (string?)context).SequenceEqual([$"{Crate}/context", "https://w3id.org/ro/terms/workflow-run/context"]), "the contexts are RO-Crate's and the run crates'");
        foreach (var entity in document["@graph"]!.AsArray().Select(entity => entity!.AsObject()))
        {
            Require(_entities.TryAdd((string)entity["@id"]!, entity), $"{entity["@id"]} is there once");
            Require(Types(entity).Count > 0, $"{entity["@id"]} has a type");
            Require(entity.SelectMany(property => Values(property.Value)).All(value => value is JsonValue or JsonObject { Count: 1 }), $"{entity["@id"]} is flat");
            Require(Uri.TryCreate((string)entity["@id"]!, UriKind.RelativeOrAbsolute, out _) && !((string)entity["@id"]!).Contains(' ', StringComparison.Ordinal), $"{entity["@id"]} is an address");
        }

        var references = _entities.Values.SelectMany(entity => entity).SelectMany(property => Values(property.Value)).OfType<JsonObject>().Select(reference => (string)reference["@id"]!);
        Require(references.Where(id => id != Crate).All(_entities.ContainsKey), "every entity that is referred to is described");
        if (_broken.Count > 0)
        {
            // What follows goes along the references.
            return;
        }

        Descriptor();
        Reachable();
        Root();
        Files();
        Workflow();
        Actions();
    }

    private void Descriptor()
    {
        var descriptor = _entities[Metadata];
        Require(Types(descriptor).SequenceEqual(["CreativeWork"]) && References(descriptor, "about").SequenceEqual(["./"]), "the descriptor is about the root");
        Require(References(descriptor, "conformsTo").SequenceEqual([Crate]), "the descriptor says which specification it follows, and nothing else");
    }

    // Each entity, by however many steps, from the root.
    private void Reachable()
    {
        var (seen, next) = (new HashSet<string> { Metadata, "./" }, new Queue<string>(["./"]));
        while (next.TryDequeue(out var id))
        {
            foreach (var reference in _entities[id].SelectMany(property => Values(property.Value)).OfType<JsonObject>().Select(reference => (string)reference["@id"]!).Where(seen.Add))
            {
                next.Enqueue(reference);
            }
        }

        Require(_entities.Keys.All(seen.Contains), $"the root leads to every entity, but not to {string.Join(", ", _entities.Keys.Where(id => !seen.Contains(id)))}");
    }

    private void Root()
    {
        var root = _entities["./"];
        Require(Types(root).Contains("Dataset"), "the root is a data set");
        Require(Text(root, "name") is { Length: > 0 } && Text(root, "description") is { Length: > 0 }, "the root has a name and a description");
        Require(IsTime(Text(root, "datePublished")), "the root has a date");
        Require(References(root, "license") is [var license] && Text(_entities[license], "name") is not null && Text(_entities[license], "description") is not null, "the root has a licence with name and description");
        Require(References(root, "conformsTo").SequenceEqual(Profiles) && Profiles.All(profile => Types(_entities[profile]).SequenceEqual(["CreativeWork", "Profile"]) && Text(_entities[profile], "name") is not null && profile.EndsWith("/" + Text(_entities[profile], "version"), StringComparison.Ordinal)), "the root conforms to the profiles, which are described");
        var actions = _entities.Values.Where(entity => Types(entity).Any(type => type is "CreateAction" or "OrganizeAction")).Select(entity => (string)entity["@id"]!);
        Require(References(root, "mentions").ToHashSet().SetEquals(actions), "the root mentions every action");
        foreach (var author in References(root, "author").Select(id => _entities[id]))
        {
            Require(Types(author).Contains("Person") && Text(author, "name") is not null, "an author is a person with a name");
        }
    }

    private void Files()
    {
        var files = _entities.Values.Where(entity => Types(entity).Contains("File")).ToLookup(file => ((string)file["@id"]!).StartsWith('#'));
        Require(files[true].All(file => Text(file, "sha256") == ((string)file["@id"]!)[^64..] && Text(file, "name") is not null && Text(file, "description") is not null), "a file that is not there has its hash, a name and a description");
        var described = files[false].ToDictionary(entity => Uri.UnescapeDataString((string)entity["@id"]!));
        var there = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path)).Where(path => path != Metadata);
        Require(there.ToHashSet().SetEquals(described.Keys), "every file is described, and every file that is described is there");
        Require(References(_entities["./"], "hasPart").ToHashSet().SetEquals(described.Values.Select(file => (string)file["@id"]!)), "every file is part of the root");
        foreach (var (path, file) in described.Where(file => File.Exists(Path.Combine(_folder, file.Key))))
        {
            var bytes = File.ReadAllBytes(Path.Combine(_folder, path));
            Require(Text(file, "contentSize") == bytes.Length.ToString(CultureInfo.InvariantCulture) && Text(file, "sha256") == Convert.ToHexStringLower(SHA256.HashData(bytes)), $"{path} has its size and hash");
            Require(Text(file, "encodingFormat")?.Contains('/', StringComparison.Ordinal) == true && Text(file, "name") is not null, $"{path} has a media type and a name");
        }
    }

    private void Workflow()
    {
        Require(References(_entities["./"], "mainEntity").Count == 1, "the root has a main entity");
        var workflow = _entities[References(_entities["./"], "mainEntity")[0]];
        Require(new[] { "File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo" }.All(Types(workflow).Contains) && Text(workflow, "name") is not null, "the main entity is a workflow with steps, in a file, with a name");
        Require(References(workflow, "programmingLanguage") is [var language] && Types(_entities[language]).Contains("ComputerLanguage"), "the workflow has a language");
        var tools = References(workflow, "hasPart");
        Require(tools.Count > 0 && tools.All(tool => Types(_entities[tool]).Intersect(Software).Any()), "the workflow has tools as its parts");
        var steps = _entities.Values.Where(entity => Types(entity).Contains("HowToStep")).ToList();
        Require(References(workflow, "step").ToHashSet().SetEquals(steps.Select(step => (string)step["@id"]!)), "the workflow has every step");
        Require(steps.All(step => References(step, "workExample") is [var tool] && tools.Contains(tool) && int.TryParse(Text(step, "position"), out _)), "a step has a tool of the workflow and a place");
    }

    private void Actions()
    {
        var actions = _entities.Values.Where(entity => Types(entity).Contains("CreateAction")).ToList();
        var main = References(_entities["./"], "mainEntity")[0];
        Require(actions.Count(action => References(action, "instrument").Contains(main)) == 1, "one action is the workflow's");
        foreach (var action in actions)
        {
            var (id, status) = ((string)action["@id"]!, Text(action, "actionStatus"));
            Require(References(action, "instrument") is [var tool] && Types(_entities[tool]).Intersect(Software).Any(), $"{id} has an instrument that is software");
            Require(status is "http://schema.org/CompletedActionStatus" or "http://schema.org/FailedActionStatus", $"{id} completed or failed");
            Require(status!.Contains("Failed", StringComparison.Ordinal) == (Text(action, "error") is not null), $"{id} has an error where it failed, and only there");
            Require(IsTime(Text(action, "startTime")) && (Text(action, "endTime") is not { } end || (IsTime(end) && string.CompareOrdinal(end, Text(action, "startTime")) >= 0)), $"{id} has times in order");
            Require(References(action, "result").Count > 0 || status.Contains("Failed", StringComparison.Ordinal), $"{id} has a result");
            Require(References(action, "resourceUsage").All(usage => Types(_entities[usage]).Contains("PropertyValue") && Text(_entities[usage], "propertyID") is not null && Text(_entities[usage], "unitCode") is not null), $"{id} used something that has a name and a unit");
        }

        var controls = _entities.Values.Where(entity => Types(entity).Contains("ControlAction")).ToList();
        Require(controls.All(control => References(control, "instrument") is [var step] && Types(_entities[step]).Contains("HowToStep") && References(control, "object") is [var run] && Types(_entities[run]).Contains("CreateAction")), "a control action has a step and a run");
        var placed = controls.Select(control => (Run: _entities[References(control, "object")[0]], Place: int.TryParse(Text(_entities[References(control, "instrument")[0]], "position"), out var place) ? place : 0)).ToList();
        Require(placed.All(later => placed.All(earlier => earlier.Place < later.Place || !References(earlier.Run, "result").Intersect(References(later.Run, "object")).Any())), "a step stands behind those whose results it needs");
        Require(controls.Count == actions.Count - 1, "every run has a control action");
        Require(controls.All(control => References(control, "object") is [var run] && Text(control, "actionStatus") == Text(_entities[run], "actionStatus")), "a step ended as its run did");
        var organized = _entities.Values.Single(entity => Types(entity).Contains("OrganizeAction"));
        Require(References(organized, "result") is [var result] && References(_entities[result], "instrument").Contains(main), "the orchestration has the workflow's action as its result");
        Require(References(organized, "object").ToHashSet().SetEquals(controls.Select(control => (string)control["@id"]!)), "the orchestration has every control action");
        Require(References(organized, "instrument") is [var engine] && Types(_entities[engine]).Intersect(Software).Any(), "the orchestration has an engine");
    }

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            _broken.Add(rule);
        }
    }

    private static bool IsTime(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static List<string> Types(JsonObject entity) => [.. Values(entity["@type"]).Select(type => (string)type!)];

    private static List<string> References(JsonObject entity, string property) => [.. Values(entity[property]).Select(value => (string)value!["@id"]!)];

    private static string? Text(JsonObject entity, string property) => (string?)entity[property];

    private static List<JsonNode?> Values(JsonNode? node) => node switch
    {
        null => [],
        JsonArray all => [.. all],
        _ => [node],
    };
}
