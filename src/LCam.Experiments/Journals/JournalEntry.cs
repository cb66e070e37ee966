using System.Text.Json.Serialization;
using LCam.Evaluation;
using LCam.Sanity;

namespace LCam.Experiments.Journals;

/// <summary>One line of a stage's journal. A stage's whole story, and all of its numbers, are its journal's lines in order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StartEntry), "start")]
[JsonDerivedType(typeof(StretchEntry), "stretch")]
[JsonDerivedType(typeof(SeedEntry), "seed")]
[JsonDerivedType(typeof(StepEntry), "step")]
[JsonDerivedType(typeof(EpochEntry), "epoch")]
[JsonDerivedType(typeof(CheckpointEntry), "checkpoint")]
[JsonDerivedType(typeof(MapsEntry), "maps")]
[JsonDerivedType(typeof(ImageEntry), "image")]
[JsonDerivedType(typeof(TakenEntry), "taken")]
[JsonDerivedType(typeof(LayerEntry), "layer")]
[JsonDerivedType(typeof(RunEntry), "run")]
[JsonDerivedType(typeof(NoteEntry), "note")]
public abstract record JournalEntry;

/// <summary>The work began, or went on after an interruption.</summary>
/// <param name="Total">Units of work in the whole stage.</param>
/// <param name="Unit">What is counted: steps, images or layers.</param>
/// <param name="Done">Units done already.</param>
public sealed record StartEntry(long Total, string Unit, long Done) : JournalEntry;

/// <summary>A process begins, or goes on: all that follows, up to the next such line, was computed by it.</summary>
/// <param name="First">The first unit of work (step, image, layer) that it does, 0-based.</param>
/// <param name="Environment">Canonical JSON of where and with what it computes.</param>
/// <param name="Format">Of the lines that follow, the version of their form; 1 where the line does not say it.</param>
/// <param name="Host">The machine's name; null where an older program did not say it.</param>
public sealed record StretchEntry(long First, string Environment, long Format = 1, string? Host = null) : JournalEntry;

/// <summary>A seed that was used, and for what.</summary>
public sealed record SeedEntry(string Purpose, long Seed) : JournalEntry;

/// <summary>One optimizer step.</summary>
/// <param name="Epoch">0-based.</param>
/// <param name="Step">0-based, over all epochs.</param>
/// <param name="Images">Images in the batch.</param>
/// <param name="Metrics">Losses and learning rates by name.</param>
public sealed record StepEntry(int Epoch, long Step, int Images, IReadOnlyDictionary<string, double> Metrics) : JournalEntry;

/// <summary>Means over an epoch, weighted by images.</summary>
/// <param name="Epoch">0-based.</param>
/// <param name="Step">The epoch's last step.</param>
public sealed record EpochEntry(int Epoch, long Step, IReadOnlyDictionary<string, double> Metrics) : JournalEntry;

/// <summary>A checkpoint is safely on disk. All lines up to this one belong to it.</summary>
/// <param name="Epoch">The epoch that the next step belongs to.</param>
/// <param name="Step">The next step.</param>
/// <param name="Path">Relative to the run's folder.</param>
public sealed record CheckpointEntry(int Epoch, long Step, string Path, string Sha256) : JournalEntry;

/// <summary>A batch's maps are safely on disk.</summary>
/// <param name="First">0-based place in the list of the first image.</param>
/// <param name="Classes">What was explained, image by image.</param>
/// <param name="Sha256">Of the maps, float32 and little-endian, one behind the other.</param>
public sealed record MapsEntry(int First, IReadOnlyList<int> Classes, string Sha256) : JournalEntry;

/// <summary>Numbers that another run had measured of the same maps, in the same environment, are not measured again.</summary>
/// <param name="Stage">Key of the other run's stage.</param>
/// <param name="Attempt">Which of that stage's runs.</param>
/// <param name="Percentages">Shares of muted pixels whose confidences are its.</param>
/// <param name="Measures">Ids of the measures whose values are its.</param>
public sealed record TakenEntry(string Stage, int Attempt, IReadOnlyList<double> Percentages, IReadOnlyList<string> Measures) : JournalEntry;

/// <summary>The measurements of one image under one explainer.</summary>
public sealed record ImageEntry(ImageScore Score) : JournalEntry;

/// <summary>How alike all images' maps are to those of the network as it was, once one more of its layers is random.</summary>
/// <param name="Depth">Random layers, from the output down: 1-based.</param>
/// <param name="Layer">State-dict name of the last of them.</param>
public sealed record LayerEntry(int Depth, string Layer, IReadOnlyList<ImageSimilarity> Images) : JournalEntry;

/// <summary>What is true of the whole run, such as a classifier's evaluation accuracy.</summary>
public sealed record RunEntry(IReadOnlyDictionary<string, double> Metrics) : JournalEntry;

/// <summary>Something worth telling: a retry, a constant map, a checkpoint that was not used.</summary>
public sealed record NoteEntry(string Text) : JournalEntry;
