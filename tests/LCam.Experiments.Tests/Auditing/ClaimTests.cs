using System.IO.Abstractions;
using LCam.Experiments.Auditing;
using LCam.Experiments.Provenance;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Results;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Published values on file against the intervals of an experiment with three seeds; all numbers are the test's own.</summary>
public sealed class ClaimTests : IDisposable
{
    private const string From = "source: the test, place: here, transcriber: the test, date: 2026-01-02";

    private readonly PivotFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-claims-");

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("vgg16", "L-CAM-Fm", "0", "25", null)]
    [InlineData("vgg16", "L-CAM-Fm", "0", "21.5", "Warning: published is 21.5 (the test, here), ours 25.00 [25.00, 25.00] over 3 seeds")]
    [InlineData("vgg16", "L-CAM-Fm", "0.85", "25", "Unchecked: could not be checked: no table")]
    [InlineData("vgg16", "Grad-CAM", "0", "25", null)]
    [InlineData("vgg16", "Grad-CAM", "0", "24", "Warning: published is 24 (the test, here), ours 25.00 [25.00, 25.00] over images, and no seed moves it")]
    [InlineData("vgg16", "RISE", "0", "25", "Unchecked: could not be checked: one seed has no interval over seeds; published is 25, ours 25.00")]
    [InlineData("vgg16", "L-CAM-Img (cross-entropy)", "0", "25", "Unchecked: could not be checked: we have no value: run")]
    public void A_value_that_the_interval_over_seeds_does_not_have_is_found(string backbone, string method, string percentage, string value, string? finding)
    {
        var report = Audit($"  - {{ backbone: {backbone}, method: {method}, percentage: {percentage}, measure: average-drop, value: {value}, {From} }}\n");
        Assert.Equal(1, report.Claims);
        Assert.Equal(finding is null ? 0 : 1, report.Findings.Count);
        Assert.All(report.Findings, found => Assert.StartsWith(finding!, $"{found.Severity}: {found.Evidence}", StringComparison.Ordinal));
        Assert.All(report.Findings, found => Assert.Equal(("A6-claim", $"pivots: {backbone} {method} average-drop at {percentage}"), (found.Id, found.Subject)));
        Assert.EndsWith("; 1 published values on file.", AuditMarkdown.Summary(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_templates_and_other_backbones_give_nothing()
    {
        var report = Audit($"  - {{ backbone: vgg16, method: L-CAM-Fm, value: }}\n  - {{ backbone: resnet50, method: L-CAM-Fm, percentage: 0, measure: average-drop, value: 1, {From} }}\n");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Claims);
    }

    private AuditReport Audit(string values)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "published.yaml"), $"values:\n{values}");
        var path = Path.Combine(_folder.FullName, "pivots.yaml");
        File.WriteAllText(path, $"{PivotFixture.Spec.Replace("[grad-cam]", "[grad-cam, rise]", StringComparison.Ordinal)}\ntables:\n  test: {{ measures: [average-drop], percentages: [0, 0.5], kinds: [trained, compared], reference: published.yaml, resamples: 20 }}\n");
        var files = new FileSystem();
        var spec = SpecReader.Read(path, [], _ => null, files);
        _fixture.Fill(spec, 4, (label, _, _) => label.Contains("img cross-entropy", StringComparison.Ordinal) ? null : 0.75);
        _fixture.Store.Experiments.Record(new ExperimentRecord(spec.Name, path, File.ReadAllText(path), "{}"), [], _fixture.Store.Experiments.CurrentCells(spec.Name));
        return new Auditor(files, new ProgramRunner(), TimeProvider.System, _ => null).Audit(_fixture.Store.Folder, new AuditOptions(spec.Name, new HashSet<AuditLevel> { AuditLevel.Claims }));
    }
}
