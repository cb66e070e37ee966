using System.IO.Abstractions;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Results;
using LCam.Experiments.Running;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Running;
using Polly;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>A tiny experiment, really run once, sealed and signed; each test gets a copy at the place where it was made.</summary>
public sealed class FinishedExperiment : IDisposable
{
    private const string Spec =
        """
        name: tiny
        data:
          shapes: { folder: data, seed: 1, train: 16, evaluation: 6, classes: 2, size: 48 }
        backbones:
          vgg16: { weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 } }
        matrix:
          backbone: vgg16
          variant: fm
          loss: [lcam, cross-entropy]
          seed: 1
          percentage: [0, 0.5]
        controls: []
        measures: [average-drop, increase-in-confidence, sparseness]
        training: { epochs: 3, batch-size: 8, input-size: 48, crop-size: 40, checkpoint-every: 2, display-interval: 1 }
        evaluation: { batch-size: 3, constant-map: zero }
        output: { table: tables/table.md, store: store }
        tables:
          published: { measures: [average-drop], reference: published.yaml, resamples: 20 }
          named: { measures: [average-drop], output: tables/named.md }

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-audited-");
    private readonly FileSystem _files = new();
    private readonly ProgramRunner _programs = new();

    public FinishedExperiment()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(SpecPath, Spec);
        File.WriteAllText(Path.Combine(Place, "published.yaml"), "values:\n  - { backbone: vgg16, method: L-CAM-Fm, percentage: 0, measure: average-drop, value: }\n");
        File.WriteAllText(Path.Combine(Place, "notes.txt"), "before\n");
        Git("init", "--quiet", "--template=");
        Git("add", "tiny.yaml", "published.yaml", "notes.txt");
        Git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "--message", "one");
        File.WriteAllText(Path.Combine(Place, "notes.txt"), "after\n");
        Require("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", Key);
        File.WriteAllText(Signers, $"me@here {File.ReadAllText(Key + ".pub")}");
        Run();
        Directory.Move(Place, Original);
    }

    /// <summary>Where the experiment was made.</summary>
    internal string Place => Path.Combine(_folder.FullName, "work");

    internal string Signers => Path.Combine(_folder.FullName, "signers");

    private string Original => Path.Combine(_folder.FullName, "original");

    private string Key => Path.Combine(_folder.FullName, "key");

    private string SpecPath => Path.Combine(Place, "tiny.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A fresh copy, at the place where the original was made.</summary>
    internal TamperedStore Copy()
    {
        foreach (var folder in Directory.EnumerateDirectories(Original, "*", SearchOption.AllDirectories).Prepend(Original))
        {
            Directory.CreateDirectory(folder.Replace(Original, Place, StringComparison.Ordinal));
        }

        foreach (var file in Directory.EnumerateFiles(Original, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(Original, Place, StringComparison.Ordinal));
        }

        return new TamperedStore(Place, Signers);
    }

    /// <summary>Runs what is not done yet of an experiment.</summary>
    internal static void Execute(ExperimentSpec spec, ExperimentStore store)
    {
        var clock = TimeProvider.System;
        var runner = new ExperimentRunner(store, new FileSystem(), new ProgramRunner(), clock, new ExecutionSettings("cpu", 1), HostIdentity.Current(), ResiliencePipeline.Empty, new PassingFaults(_ => { }));
        using var engine = new InProcessEngine(new StageWorker([new ClassifierExecutor(clock), new TrainExecutor(clock), new MeasureExecutor(clock)]));
        var summary = runner.Run(runner.Plan(spec, CancellationToken.None), new RunOptions(), engine, new SilentObserver(), _ => { }, CancellationToken.None);
        Assert.True(summary.Complete);
    }

    private void Run()
    {
        var clock = TimeProvider.System;
        var spec = SpecReader.Read(SpecPath, [], _ => null, _files);
        using var store = ExperimentStore.Open(Path.Combine(Place, "store"), clock);
        Execute(spec, store);
        Directory.CreateDirectory(Path.GetDirectoryName(spec.Table!.Resolved!)!);
        File.WriteAllText(spec.Table!.Resolved!, ExperimentTables.Build(spec, store).Render(TableFormats.Default));
        File.WriteAllText(spec.Tables[1].Output!.Resolved!, ExperimentTables.Build(spec, "named", store).Render(TableFormats.Default));
        new SealSignature(_programs).Sign(new ExperimentSealer(store, _files, clock).Seal(spec).Path, Key);
    }

    private void Git(params string[] arguments) => Require("git", ["-C", Place, .. arguments]);

    private void Require(string program, params string[] arguments) => Assert.Equal(0, _programs.Run(program, arguments)?.ExitCode);
}
