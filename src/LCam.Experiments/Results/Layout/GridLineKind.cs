namespace LCam.Experiments.Results.Layout;

/// <summary>What a line of a grid is.</summary>
public enum GridLineKind
{
    /// <summary>Values.</summary>
    Values,

    /// <summary>The title of a group: a rule stands above it, where a format has rules.</summary>
    Group,

    /// <summary>The title of a part of a group.</summary>
    Part,
}
