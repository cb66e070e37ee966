using System.IO.Abstractions.TestingHelpers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using Snapshooter.Xunit;

namespace LCam.Experiments.Tests.Planning;

/// <summary>
/// What determines the numbers of every stage of every shipped spec, whole, and its key: a change of one makes stores begin
/// anew, and is to be seen where changes are looked at. Contents that are not there stand as the paths of their files.
/// </summary>
public sealed class ShippedIdentityTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 1, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Specs => [.. SpecNames];

    /// <summary>The names of the snapshots: one for each spec that is there.</summary>
    internal static IEnumerable<string> Names => SpecNames.Select(name => $"{nameof(ShippedIdentityTests)}.{name}");

    private static IEnumerable<string> SpecNames => Directory.EnumerateFiles(Shipped, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "experiments");

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_identities_of_a_shipped_spec_are_these(string name)
    {
        // At a place of its own, so that no path is this machine's.
        var path = $"/shipped/experiments/{name}.yaml";
        var files = new MockFileSystem(Directory.EnumerateFiles(Shipped, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(file => $"/shipped/experiments/{Path.GetRelativePath(Shipped, file)}", file => new MockFileData(File.ReadAllText(file))));
        var spec = SpecReader.Read(path, [], variable => $"/{variable.ToLowerInvariant()}", files);
        var plan = new Planner(null, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), TimeProvider.System).Plan(spec);
        var stages = plan.Stages.OrderBy(stage => stage.Kind).ThenBy(stage => stage.Label, StringComparer.Ordinal)
            .Select(stage => $"{stage.Label}\n{stage.Key}\n{JsonNode.Parse(stage.MakeSketch!())!.ToJsonString(Indented)}\n");
        Snapshot.Match(string.Join("\n", stages), $"{nameof(ShippedIdentityTests)}.{name}");
    }
}
