using System.IO.Abstractions;
using LCam.Experiments.Crates;
using LCam.Experiments.Provenance;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Results;

namespace LCam.Experiments.Tests.Crates;

/// <summary>An experiment with three seeds, whose numbers, machine and images are made up, and whose names are hostile.</summary>
internal sealed class MadeUpExperiment : IDisposable
{
    public const string Environment =
        """{"dotnet":".NET 10.0.1","libtorch":"2.0.0","os":"An OS","packages":{"sqlite":"1"},"processor":"A processor","processors":2,"program":"1.0+abc","torchsharp":"1.2.3"}""";

    private const string Source = """{"branch":"main","commit":"0123456789abcdef","diff":"--- a\n+++ b\n","dirty":true,"folder":"/somewhere","version-control":"git"}""";

    private readonly PivotFixture _fixture = new();
    private readonly FileSystem _files = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-crate-");

    /// <param name="failing">The part of a label whose runs fail; null where none does.</param>
    /// <param name="inputs">What runs read; null for a list of images and weights.</param>
    /// <param name="environment">Where runs computed; null for <see cref="Environment"/>.</param>
    public MadeUpExperiment(string? failing = null, string? inputs = null, string? environment = null)
    {
        File.WriteAllText(SpecFile, $"{PivotFixture.Spec}\ntables:\n  spread: {{ measures: [average-drop], percentages: [0], show: [deviation, interval], resamples: 20 }}\n");
        Spec = SpecReader.Read(SpecFile, [], _ => null, _files);
        _fixture.Fill(Spec, 4, (label, image, percentage) => failing is not null && label.Contains(failing, StringComparison.Ordinal) ? null : 0.5 + (image / 10.0) - (percentage / 4), environment ?? Environment);
        Store.Experiments.Record(new ExperimentRecord(Spec.Name, SpecFile, File.ReadAllText(SpecFile), """{"name":{"origin":"e","value":"pivots"}}"""), [], Store.Experiments.CurrentCells(Spec.Name));
        foreach (var cell in Store.Experiments.CurrentCells(Spec.Name))
        {
            Store.Provenance.Save(RunRecord.IdOf(cell.MeasureKey, 1), new RunProvenance(Source, inputs ?? Inputs, 12.5, 1_500_000_000));
        }

        Store.Seals.Add(Spec.Name, "{\n}\n", null, null);
    }

    public ExperimentStore Store => _fixture.Store;

    public ExperimentSpec Spec { get; }

    /// <summary>Nothing in it stands as it is in an address.</summary>
    public string SpecFile => PathOf("a spec #1 100%.yaml");

    private static string Inputs =>
        $$"""
        {"evaluation":{"count":4,"folder":"/images","limit":4,"list":"/lists/four images.txt","list-sha256":"{{new string('a', 64)}}","root":"{{new string('b', 64)}}"},"weights":{"file":"/w/vgg16.pth","sha256":"{{new string('c', 64)}}"} }
        """;

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public CrateReport Export(string name, CrateOptions? options = null) =>
        new CrateExporter(Store, _files, _ => null).Write(SpecFile, PathOf(name), options ?? new CrateOptions([], null));

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }
}
