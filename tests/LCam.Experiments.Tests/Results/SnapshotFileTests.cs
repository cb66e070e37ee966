using System.Runtime.CompilerServices;
using LCam.Experiments.Tests.Checklists;
using LCam.Experiments.Tests.Planning;

namespace LCam.Experiments.Tests.Results;

public sealed class SnapshotFileTests
{
    [Fact]
    public void Every_snapshot_is_one_that_a_test_uses()
    {
        var tests = Path.GetFullPath(Path.Combine(Here(), "..", ".."));
        var sources = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        List<string> theories = [.. FormatSnapshotTests.Names.Concat(ShippedIdentityTests.Names).Concat(EvidenceTests.Names).Order()];
        var snapshots = Directory.EnumerateFiles(tests, "*.snap", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
        Assert.NotEmpty(snapshots);
        Assert.Equal(theories, snapshots.Where(IsOfTheory).Order());
        Assert.DoesNotContain(snapshots.Except(theories), name => !IsUsed(name, sources));
    }

    private static bool IsOfTheory(string name) =>
        name.StartsWith(nameof(FormatSnapshotTests), StringComparison.Ordinal) || name.StartsWith(nameof(ShippedIdentityTests), StringComparison.Ordinal)
        || name.StartsWith(nameof(EvidenceTests), StringComparison.Ordinal);

    // A snapshot has its test's name, or one that a test gives it.
    private static bool IsUsed(string name, List<string> sources)
    {
        var parts = name.Split('.', 2);
        return sources.Any(source => parts.Length == 2
            ? source.Contains($"class {parts[0]}", StringComparison.Ordinal) && source.Contains($" {parts[1]}(", StringComparison.Ordinal)
            : source.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
