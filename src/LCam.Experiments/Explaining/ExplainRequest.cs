using LCam.Predictions;

namespace LCam.Experiments.Explaining;

/// <summary>What is to be explained, how and where to, as it was asked for.</summary>
public sealed record ExplainRequest
{
    /// <summary>Image files.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    public required ClassifierRequest Classifier { get; init; }

    /// <summary>Explainers as <c>ID</c> or <c>ID:PARAMETER=VALUE,PARAMETER=VALUE</c>, several separated by commas.</summary>
    public IReadOnlyList<string> Explainers { get; init; } = [];

    /// <summary>Ids, or beginnings of them, of trainings whose attention mechanisms explain.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Files of trained models whose attention mechanisms explain, as <c>FILE</c> or <c>MODEL=FILE</c>.</summary>
    public IReadOnlyList<string> Attentions { get; init; } = [];

    /// <summary>The class to explain; null is each image's top-1.</summary>
    public int? Class { get; init; }

    /// <summary>A file with one class name a line; null for none.</summary>
    public string? Names { get; init; }

    /// <summary>For explainers that draw random numbers.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The folder to write to; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>The figure to write; null for none.</summary>
    public FigureRequest? Figure { get; init; }

    /// <summary>A TrueType or OpenType file for the figure and the contact sheet; null for the program's own font.</summary>
    public string? Font { get; init; }

    /// <summary>Share of each map's pixels that are muted before the confidence is taken again, in [0,1].</summary>
    public double Percentage { get; init; }

    /// <summary>The store's folder, which no output may lie in; null for none.</summary>
    public string? Store { get; init; }

    /// <summary>Registered id of the colour scale.</summary>
    public string Colours { get; init; } = "jet";

    /// <summary>Runs a TorchScript network once for the number of its classes; asked where nobody says it.</summary>
    public Func<PredictionOptions, int>? CountClasses { get; init; }

    /// <summary>Of the coloured map over the image, in [0,1].</summary>
    public double Opacity { get; init; } = 0.5;

    /// <summary>Whether each explainer's maps are written as numbers, too.</summary>
    public bool WritesArrays { get; init; }

    /// <summary>Whether files that are there already may be replaced.</summary>
    public bool Replace { get; init; }
}
