namespace LCam.Experiments.Planning;

/// <summary>The units of work that have an identity.</summary>
public enum StageKind
{
    /// <summary>Trains a backbone from scratch (embedded data only).</summary>
    Classifier,

    /// <summary>Trains one attention mechanism on a frozen backbone.</summary>
    Train,

    /// <summary>Keeps one explainer's maps of one image list.</summary>
    Explain,

    /// <summary>Measures one explainer on one image list, at all percentages.</summary>
    Measure,

    /// <summary>Compares one explainer's maps with those of randomised networks.</summary>
    Sanity,
}

/// <summary>The kinds by the names that identities, orders and stores have.</summary>
public static class StageKinds
{
    public static string Name(this StageKind kind) => kind switch
    {
        StageKind.Classifier => "classifier",
        StageKind.Train => "train",
        StageKind.Explain => "explain",
        StageKind.Measure => "measure",
        StageKind.Sanity => "sanity",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a name; null where there is none.</summary>
    public static StageKind? Parse(string name) => Enum.GetValues<StageKind>().Cast<StageKind?>().FirstOrDefault(kind => kind!.Value.Name() == name);
}
